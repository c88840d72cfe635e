// Joins and rescues, by the lexicon and the words beside a name.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/entity_mending.h"

#include <algorithm>
#include <set>

namespace backfile {

namespace {

// An entity of another type with at most this margin may be a person. In units of the tagger.
constexpr int kDoubtful = 15;
constexpr WordClasses kNames = kFirstName | kHumanName | kLastName;
// What a word of a name is not, unless it is a frequent name, too.
constexpr WordClasses kNoName = kTitle | kRole | kOrganisationWord | kPlaceWord | kCalendar |
                                kCountry | kDemonym | kFunctionWord | kOrganisationName |
                                kSpeechVerb | kPlacePreposition;

// What people write, film and stage.
bool IsWork(std::uint64_t hash) {
  static const std::set<std::uint64_t> kWorks = [] {
    std::set<std::uint64_t> hashes;
    for (const char* word :
         {"report",        "study",    "book",   "novel",   "film",  "documentary", "album",
          "play",          "paper",    "memoir", "song",    "poem",  "series",      "programme",
          "program",       "dossier",  "essay",  "musical", "opera", "exhibition",  "biography",
          "autobiography", "thriller", "drama",  "comedy"}) {
      hashes.insert(WordHash(word));
    }
    return hashes;
  }();
  return kWorks.contains(hash);
}

class Mender {
 public:
  Mender(const ArticleWords& article, const std::vector<Entity>& entities)
      : article_(article), entities_(entities) {}

  std::vector<Entity> Mend() {
    std::size_t next = 0;
    const auto& sentences = article_.words().sentences;
    for (std::uint32_t s = 0; s < sentences.size(); ++s) {
      end_ = sentences[s].last;
      const bool running = article_.style(s) == SentenceStyle::kRunning;
      std::uint32_t at = sentences[s].first;
      begin_ = at;
      for (; next < entities_.size() && entities_[next].sentence == s; ++next) {
        if (running) RescueBetween(at, entities_[next].first, s);
        at = entities_[next].last;
        Take(entities_[next], running);
        if (!mended_.empty()) at = std::max(at, mended_.back().last);
      }
      if (running) RescueBetween(at, end_, s);
    }
    return std::move(mended_);
  }

 private:
  const Word& At(std::uint32_t i) const { return article_.word(i); }
  bool Is(std::uint32_t i, WordClasses classes) const {
    return (article_.classes(i) & classes) != 0;
  }
  // Capitalised, not in capitals, and not after a mark that is part of the word ("@", "#").
  bool IsCapital(std::uint32_t i) const {
    return At(i).letters == Letters::kCapital && At(i).kind == WordKind::kWord &&
           (At(i).marks & (kHasDigit | kHasStop)) == 0;
  }
  bool IsFirstName(std::uint32_t i) const {
    return IsCapital(i) && Is(i, kFirstName) &&
           !Is(i, kTitle | kCountry | kCalendar | kFunctionWord);
  }
  bool IsSurname(std::uint32_t i) const {
    if (!IsCapital(i) || At(i).end - At(i).begin < 3) return false;
    const WordClasses classes = article_.classes(i);
    if ((classes & kLastName) != 0) return true;
    if ((classes & kNoName) != 0) return false;
    return (classes & kNames) != 0 || (classes & (kCommonWord | kBigCity | kCity)) == 0;
  }
  bool AreNeighbours(std::uint32_t i) const { return At(i).begin - At(i - 1).end == 1; }

  void Take(Entity entity, bool running) {
    if (!mended_.empty() && mended_.back().last > entity.first) {
      // A name before it has grown into this one.
      entity.first = mended_.back().last;
      if (entity.first >= entity.last) return;
    }
    if (running && entity.type == EntityType::kPerson) {
      if (IsTitleOfWork(entity)) return;
      JoinFirstName(&entity);
      JoinSurname(&entity);
    } else if (running && IsDoubtfulName(entity)) {
      entity.type = EntityType::kPerson;
      entity.margin = 0;
    }
    mended_.push_back(entity);
  }

  // "The report, [Counting Marran], describes": what stands in apposition to a work is its title,
  // unless it begins like a person's name or speaks.
  bool IsTitleOfWork(const Entity& entity) const {
    const std::uint32_t first = entity.first;
    if (first < begin_ + 2 || At(first - 1).hash != WordHash(",")) return false;
    if (At(first - 2).is_capital() || !IsWork(At(first - 2).hash)) return false;
    const bool speaks = entity.last < end_ && Is(entity.last, kSpeechVerb);
    return !speaks && !Is(first, kFirstName | kHumanName | kTitle);
  }

  // "[Britney] [Spears]"
  void JoinFirstName(Entity* entity) {
    const std::uint32_t first = entity->first;
    if (first == begin_ || entity->last - first > 2 || !IsFirstName(first - 1)) return;
    if (!AreNeighbours(first) || IsFirstName(first) || !IsSurname(first)) return;
    if (!mended_.empty() && mended_.back().last == first) {
      const Entity& before = mended_.back();
      if (before.last - before.first > 1 || before.type == EntityType::kPerson) return;
      mended_.pop_back();
    }
    --entity->first;
  }

  // "[Singh] Jabarjung"
  void JoinSurname(Entity* entity) const {
    const std::uint32_t last = entity->last;
    if (last >= end_ || entity->last - entity->first > 1 || !AreNeighbours(last)) return;
    if (!Is(entity->first, kNames) || !IsCapital(entity->first)) return;
    if (last + 1 < end_ && At(last + 1).is_capital()) return;
    if (IsSurname(last) && !Is(last, kCommonWord)) ++entity->last;
  }

  bool IsName(std::uint32_t first, std::uint32_t last) const {
    if (last - first != 2 || article_.pair_classes(first) != 0) return false;
    if (!IsFirstName(first) || Is(first, kBigCity) || !IsSurname(last - 1)) return false;
    return !Is(first, kCommonWord) || !Is(last - 1, kCommonWord);
  }
  // A name whose first name is a rare one.
  bool IsRareName(std::uint32_t first, std::uint32_t last) const {
    return last - first == 2 && article_.pair_classes(first) == 0 && IsCapital(first) &&
           Is(first, kHumanName) && !Is(first, kNoName | kCommonWord | kCity | kBigCity) &&
           IsSurname(last - 1) && !Is(last - 1, kCommonWord);
  }

  // The words beside a name that speak of a person: "said", a role, an age.
  bool IsSpokenOf(std::uint32_t first, std::uint32_t last) const {
    if (first > begin_ && Is(first - 1, kRole | kTitle | kKin | kSpeechVerb)) return true;
    if (last >= end_) return false;
    if (Is(last, kSpeechVerb) && !At(last).is_capital()) return true;
    return last + 1 < end_ && At(last).hash == WordHash(",") &&
           At(last + 1).kind == WordKind::kNumber && At(last + 1).end - At(last + 1).begin == 2;
  }

  bool IsDoubtfulName(const Entity& entity) const {
    if (entity.margin > kDoubtful) return false;
    if (IsSpokenOf(entity.first, entity.last) && IsRareName(entity.first, entity.last)) return true;
    if (!IsName(entity.first, entity.last)) return false;
    if (IsSpokenOf(entity.first, entity.last)) return true;
    return entity.margin <= 0 && entity.type != EntityType::kPlace;
  }

  // May a name end in front of word `i`? Not "Lib Dem spokesman", which says what somebody is.
  bool EndsName(std::uint32_t i) const {
    if (i >= end_ || At(i).kind != WordKind::kWord) return true;
    return !At(i).is_capital() && Is(i, kFunctionWord | kSpeechVerb | kPlacePreposition);
  }

  // Names among words [first, last) that were marked as nothing.
  void RescueBetween(std::uint32_t first, std::uint32_t last, std::uint32_t sentence) {
    for (std::uint32_t i = std::max(first, begin_ + 1); i + 1 < last; ++i) {
      if (!IsFirstName(i) || !AreNeighbours(i + 1) || !IsName(i, i + 2)) continue;
      if (At(i - 1).is_capital() || !EndsName(i + 2)) continue;
      mended_.push_back({i, i + 2, sentence, EntityType::kPerson, 0});
      ++i;
    }
  }

  const ArticleWords& article_;
  const std::vector<Entity>& entities_;
  std::vector<Entity> mended_;
  std::uint32_t begin_ = 0;  // The sentence.
  std::uint32_t end_ = 0;
};

}  // namespace

std::vector<Entity> MendEntities(const ArticleWords& article, const std::vector<Entity>& entities) {
  return Mender(article, entities).Mend();
}

}  // namespace backfile
