// Margins of the tagger against strikes from the lexicon and the article.
//
// A full name is nearly always a person's, a single word often is not: so a word by itself has to
// be surer, unless a title stands before it. The bounds are in units of the tagger's margin; on
// open texts held out from training, half of the single words with a margin of 50 are people.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/person_credibility.h"

#include <algorithm>

#include "article/text.h"

namespace backfile {

namespace {

constexpr int kLoneMargin = 50;
constexpr int kLoneMarginRepeated = 35;
constexpr int kStrikeMargin = 150;  // If the lexicon or the article speaks against it.
constexpr int kFullMargin = -30;    // Of a full name that does not begin with a first name.
constexpr int kCommonMargin = 60;   // Of a full name made of common words.

}  // namespace

struct PersonJudge::Evidence {
  int margin = -1000;  // The best one.
  bool is_titled = false;
  bool only_headlines = true;
};

PersonJudge::PersonJudge(const ArticleWords& article, const std::vector<Entity>& entities,
                         std::span<const PersonMention> mentions)
    : article_(article), mentions_(mentions) {
  for (const Entity& entity : entities) {
    if (entity.type != EntityType::kPerson) ++other_[HashOf(entity.first, entity.last)];
  }
}

std::uint64_t PersonJudge::HashOf(std::uint32_t first, std::uint32_t last) const {
  std::uint64_t hash = 0;
  for (std::uint32_t i = first; i < last; ++i) hash = hash * 31 + article_.word(i).hash;
  return hash;
}

// Is what the first mention says as often something else in the article?
bool PersonJudge::IsOftenOther(const LinkedPerson& person) const {
  const PersonMention& mention = mentions_[person.mentions.front()];
  const auto other = other_.find(HashOf(mention.first, mention.last));
  return other != other_.end() && other->second >= static_cast<int>(person.mentions.size());
}

PersonJudge::Evidence PersonJudge::Gather(const LinkedPerson& person) const {
  Evidence evidence;
  for (const std::uint32_t i : person.mentions) {
    evidence.margin = std::max(evidence.margin, mentions_[i].margin);
    evidence.is_titled = evidence.is_titled || mentions_[i].is_titled;
    evidence.only_headlines = evidence.only_headlines && mentions_[i].is_headline;
  }
  return evidence;
}

bool PersonJudge::IsCredibleLone(const LinkedPerson& person) const {
  const Evidence evidence = Gather(person);
  if (evidence.is_titled) return true;
  if (evidence.only_headlines) return false;
  const std::uint32_t word = mentions_[person.mentions.front()].last - 1;
  if (IsOftenOther(person)) return false;
  const WordClasses classes = article_.classes(word);
  constexpr WordClasses kOther =
      kBigCity | kCountry | kDemonym | kOrganisationName | kCalendar | kRole | kTitle;
  const WordEvidence* written = article_.evidence(word);
  const bool strike = ((classes & kOther) != 0 && (classes & kFirstName) == 0) ||
                      (written != nullptr && written->small > 0);
  if (strike) return evidence.margin >= kStrikeMargin;
  return evidence.margin >= (person.mentions.size() > 1 ? kLoneMarginRepeated : kLoneMargin);
}

bool PersonJudge::IsCredibleFull(const LinkedPerson& person) const {
  const Evidence evidence = Gather(person);
  if (evidence.is_titled) return true;
  if (IsOftenOther(person)) return false;
  const Lexicon& lexicon = Lexicon::Default();
  const auto classes_of = [&](const std::string& key) { return lexicon.Classes(WordHash(key)); };
  constexpr WordClasses kName = kFirstName | kHumanName | kLastName;
  const WordClasses first = classes_of(person.name.first_key());
  const WordClasses last = classes_of(person.name.last_key());
  const bool begins_well = (first & kFirstName) != 0 || IsInitialKey(person.name.first_key());
  if ((last & (kOrganisationWord | kPlaceWord | kCalendar)) != 0 &&
      ((last & kLastName) == 0 || !begins_well) && evidence.margin < kCommonMargin) {
    return false;
  }
  const bool all_common = std::ranges::all_of(person.name.keys, [&](const std::string& key) {
    const WordClasses classes = classes_of(key);
    return (classes & kCommonWord) != 0 && (classes & kFirstName) == 0;
  });
  if (all_common && evidence.margin < kCommonMargin) return false;
  std::string phrase;
  for (const std::string& key : person.name.keys) phrase += (phrase.empty() ? "" : " ") + key;
  if ((classes_of(phrase) & kPhraseClasses) != 0 && evidence.margin < kStrikeMargin) return false;
  return begins_well || (first & kName) != 0 ? evidence.margin >= 2 * kFullMargin
                                             : evidence.margin >= kFullMargin;
}

bool PersonJudge::IsCredible(const LinkedPerson& person) const {
  if (!person.known.empty() || person.mentions.empty()) return true;
  return person.name.parts.size() == 1 ? IsCredibleLone(person) : IsCredibleFull(person);
}

}  // namespace backfile
