// From what the tagger marked to names of people.
//
// The tagger sees one run of capitals at a time and learnt from texts that differ in where a name
// begins and what counts as one. The rules here are the newspaper's: a title is no part of the
// name, "the Kennedys" are no person, and a name that a hospital bears is the hospital's.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/person_mentions.h"

#include <algorithm>
#include <array>

#include "article/text.h"

namespace backfile {

namespace {

constexpr std::size_t kLongestName = 8;  // Words. Longer ones are lists or headlines.

template <std::size_t N>
constexpr bool IsOneOf(std::uint64_t hash, const std::array<std::uint64_t, N>& hashes) {
  return std::ranges::find(hashes, hash) != hashes.end();
}

// After a name, these make it the name of what they say.
constexpr std::array kInstitutions = {
    WordHash("hospital"),   WordHash("foundation"), WordHash("university"), WordHash("college"),
    WordHash("stadium"),    WordHash("airport"),    WordHash("theater"),    WordHash("theatre"),
    WordHash("museum"),     WordHash("center"),     WordHash("centre"),     WordHash("prize"),
    WordHash("award"),      WordHash("awards"),     WordHash("street"),     WordHash("avenue"),
    WordHash("square"),     WordHash("bridge"),     WordHash("arena"),      WordHash("institute"),
    WordHash("school"),     WordHash("library"),    WordHash("trophy"),     WordHash("cup"),
    WordHash("productions")};

constexpr std::array kDirections = {WordHash("north"),   WordHash("south"),    WordHash("east"),
                                    WordHash("west"),    WordHash("northern"), WordHash("southern"),
                                    WordHash("eastern"), WordHash("western"),  WordHash("central")};

// Begin the names of places: "Tell Abyad", "Fort Hale".
constexpr std::array kPlacePrefixes = {
    WordHash("tell"), WordHash("tel"),  WordHash("fort"),  WordHash("mount"), WordHash("port"),
    WordHash("cape"), WordHash("wadi"), WordHash("jabal"), WordHash("jebel"), WordHash("deir"),
    WordHash("beit"), WordHash("kafr"), WordHash("kfar")};

// "the Duke of York": the second is no name of a person.
constexpr std::array kOffices = {
    WordHash("duke"),       WordHash("duchess"),  WordHash("earl"),     WordHash("count"),
    WordHash("countess"),   WordHash("prince"),   WordHash("princess"), WordHash("king"),
    WordHash("queen"),      WordHash("marquess"), WordHash("baron"),    WordHash("baroness"),
    WordHash("viscount"),   WordHash("lord"),     WordHash("lady"),     WordHash("bishop"),
    WordHash("archbishop"), WordHash("mayor"),    WordHash("master"),   WordHash("dean"),
    WordHash("university"), WordHash("city"),     WordHash("state"),    WordHash("town"),
    WordHash("church"),     WordHash("battle"),   WordHash("gulf"),     WordHash("bank")};

// What stands before a name like a title and is none: "Democrat Joe Biden", "Presidents Obama and
// Bush", "AG Barr".
constexpr std::array kLabels = {
    WordHash("democrat"),   WordHash("republican"), WordHash("presidents"),
    WordHash("senators"),   WordHash("governors"),  WordHash("justices"),
    WordHash("judges"),     WordHash("generals"),   WordHash("ministers"),
    WordHash("popes"),      WordHash("kings"),      WordHash("queens"),
    WordHash("professors"), WordHash("ag"),         WordHash("president-elect")};

// What begins a sentence in front of a name, beside the little words.
constexpr std::array kOpeners = {
    WordHash("yet"),      WordHash("once"),      WordHash("never"),     WordHash("given"),
    WordHash("besides"),  WordHash("regarding"), WordHash("thus"),      WordHash("whenever"),
    WordHash("whether"),  WordHash("whoever"),   WordHash("among"),     WordHash("alongside"),
    WordHash("perhaps"),  WordHash("maybe"),     WordHash("hopefully"), WordHash("instead"),
    WordHash("plus"),     WordHash("again"),     WordHash("ask"),       WordHash("tell"),
    WordHash("see"),      WordHash("read"),      WordHash("watch"),     WordHash("meet"),
    WordHash("thank"),    WordHash("amid"),      WordHash("nor"),       WordHash("let"),
    WordHash("although"), WordHash("unless"),    WordHash("whereas"),   WordHash("even"),
    WordHash("still"),    WordHash("while"),     WordHash("like"),      WordHash("unlike")};

// A surname is none of these: "Lib Dem", "Florida Democrat".
constexpr std::array kParties = {WordHash("dem"),      WordHash("dems"),       WordHash("gop"),
                                 WordHash("democrat"), WordHash("republican"), WordHash("senate")};

// "Jackson-style" is Jackson's style.
std::string_view WithoutTail(std::string_view word) {
  constexpr std::array<std::string_view, 14> kTails = {
      "-style", "-led",   "-based", "-born", "-inspired", "-era",      "-backed",
      "-like",  "-esque", "-owned", "-run",  "-designed", "-directed", "-appointed"};
  for (const std::string_view tail : kTails) {
    if (word.size() > tail.size() + 1 && word.ends_with(tail))
      return word.substr(0, word.size() - tail.size());
  }
  return word;
}

// Makes a mention from each entity in turn.
class MentionFinder {
 public:
  MentionFinder(const ArticleWords& article, const std::vector<Entity>& entities)
      : article_(article), entities_(entities) {}

  std::vector<PersonMention> Find() {
    for (const Entity& entity : entities_) {
      if (entity.type == EntityType::kPerson && entity.first >= echoed_) AddEntity(entity);
    }
    CompleteCouples();
    return std::move(mentions_);
  }

 private:
  const Word& At(std::uint32_t i) const { return article_.word(i); }
  std::uint64_t Hash(std::uint32_t i) const { return article_.word(i).hash; }
  bool Is(std::uint32_t i, WordClasses classes) const {
    return (article_.classes(i) & classes) != 0;
  }
  std::string_view Text(std::uint32_t i) const { return article_.words().Text(At(i)); }
  const Sentence& SentenceOf(std::uint32_t sentence) const {
    return article_.words().sentences[sentence];
  }
  bool InSentence(std::uint32_t i, std::uint32_t sentence) const {
    return i >= SentenceOf(sentence).first && i < SentenceOf(sentence).last;
  }

  // A paragraph of one sentence without an end: a headline in small letters, or a caption.
  bool IsTitleLine(std::uint32_t sentence) const {
    const auto& sentences = article_.words().sentences;
    if (!sentences[sentence].starts_paragraph) return false;
    if (sentence + 1 < sentences.size() && !sentences[sentence + 1].starts_paragraph) return false;
    return At(sentences[sentence].last - 1).kind != WordKind::kMark;
  }

  // A title, or a word for an office, that is no first name as well.
  bool IsTitle(std::uint32_t i) const {
    return Is(i, kTitle | kRole) && !Is(i, kFirstName | kLastName);
  }

  void AddEntity(const Entity& entity) {
    PersonMention mention;
    mention.first = entity.first;
    mention.last = entity.last;
    mention.sentence = entity.sentence;
    mention.margin = entity.margin;
    const SentenceStyle style = article_.style(entity.sentence);
    mention.is_headline = style != SentenceStyle::kRunning;
    mention.is_title_line = mention.is_headline || IsTitleLine(entity.sentence);
    StripOpeners(&mention);
    StripTitles(&mention);
    StripLetters(&mention);
    StripEcho(&mention);
    ReadTitles(&mention);
    if (!ReadName(&mention)) return;
    if (IsOtherThing(mention)) return;
    mention.has_first_name =
        Is(mention.first, kFirstName) || IsInitialKey(mention.name.first_key());
    if (JoinListed(mention)) return;
    mentions_.push_back(std::move(mention));
  }

  // "Cleveland DL Larry Hale"; but "JOHN HALE" and "John F. Hale".
  bool IsAcronymInside(std::uint32_t i, const PersonMention& mention) const {
    return !mention.is_headline && At(i).letters == Letters::kCapitals &&
           (At(i).marks & kHasStop) == 0 && At(i).end - At(i).begin <= 4 &&
           At(mention.first).letters != Letters::kCapitals &&
           At(mention.last - 1).letters != Letters::kCapitals;
  }

  bool IsNameWord(std::uint32_t i) const {
    return Is(i, kFirstName | kHumanName | kLastName | kParticle);
  }
  // "Secretary of [State] John Kerry", "Minister of [Defence] Wang"
  bool EndsOffice(std::uint32_t i, std::uint32_t begin) const {
    return i >= begin + 2 && Hash(i - 1) == WordHash("of") && At(i - 2).is_capital() &&
           Is(i - 2, kTitle);
  }

  // Words in front of a name that have a capital for another reason than belonging to it: they
  // begin the sentence ("Even Obama", "Tell Zarif"), end an office, or say to whom somebody
  // belongs.
  void StripOpeners(PersonMention* mention) const {
    const std::uint32_t begin = SentenceOf(mention->sentence).first;
    while (mention->last - mention->first > 1) {
      const std::uint32_t i = mention->first;
      const bool opens = !mention->is_headline && At(i).letters == Letters::kCapital &&
                         (i == begin || (i == begin + 1 && At(begin).kind == WordKind::kMark));
      const bool is_opener =
          opens && (IsOneOf(Hash(i), kOpeners) || (Is(i, kFunctionWord) && !IsNameWord(i)));
      const bool is_rest = EndsOffice(i, begin) && !Is(i, kFirstName);
      if (!is_opener && !is_rest && !IsOneOf(Hash(i), kLabels)) return;
      ++mention->first;
    }
  }

  // Titles and offices at the head of what was marked: "Secretary of State Mike Pompeo".
  void StripTitles(PersonMention* mention) const {
    while (mention->last - mention->first > 1 && Is(mention->first, kTitle)) ++mention->first;
    for (std::uint32_t i = mention->last - 2; i > mention->first && i < mention->last; --i) {
      if (IsTitle(i) || IsAcronymInside(i, *mention)) {
        mention->first = i + 1;
        break;
      }
    }
    while (mention->last - mention->first > 1 && (Hash(mention->last - 1) == WordHash("'s") ||
                                                  At(mention->last - 1).kind == WordKind::kMark)) {
      --mention->last;
    }
    // "US President" is gone; so is what an acronym leaves: "CBS Jason La Canfora".
    while (mention->last - mention->first > 2 && !mention->is_headline &&
           At(mention->first).letters == Letters::kCapitals &&
           (At(mention->first).marks & kHasStop) == 0 &&
           At(mention->last - 1).letters != Letters::kCapitals &&
           At(mention->first).end - At(mention->first).begin <= 5) {
      ++mention->first;
    }
  }

  // Letters behind a name: "Kate Hale MP", "Kate Hale OBE".
  void StripLetters(PersonMention* mention) const {
    while (mention->last - mention->first > 2 && !mention->is_headline) {
      const std::uint32_t i = mention->last - 1;
      const bool letters = At(i).letters == Letters::kCapitals && (At(i).marks & kHasStop) == 0;
      if (!letters || At(mention->first).letters == Letters::kCapitals || IsNameSuffix(Text(i)))
        return;
      --mention->last;
    }
  }

  // "Charles Hale [Charles (Chuck) Ellis Hale]", "Sarah Miller [Sarah Miller]": scraped pages
  // have a name's long form, from a card that opened over it, right behind the name.
  void StripEcho(PersonMention* mention) {
    // "[Miller] Sarah Jane Miller"; but "Ford Madox Ford".
    const std::uint32_t size = mention->last - mention->first;
    if (size > 3 && Hash(mention->first) == Hash(mention->last - 1)) ++mention->first;
    for (std::uint32_t end = mention->first + 2; end <= mention->last; ++end) {
      const std::uint32_t echo_end = EndOfEcho(mention->first, end, mention->sentence);
      if (echo_end == 0) continue;
      mention->last = end;
      echoed_ = echo_end;
      return;
    }
  }
  // Where the echo of the name [first, last) that begins at `last` ends, 0 if there is none: a few
  // words in capitals, the name's first among them and its surname at the end.
  std::uint32_t EndOfEcho(std::uint32_t first, std::uint32_t last, std::uint32_t sentence) const {
    constexpr std::uint32_t kLongestEcho = 8;
    bool has_first_name = false;
    for (std::uint32_t i = last; i < last + kLongestEcho && InSentence(i, sentence); ++i) {
      const bool is_bracket = Hash(i) == WordHash("(") || Hash(i) == WordHash(")");
      if (!is_bracket && !At(i).is_capital()) return 0;
      if (has_first_name && Hash(i) == Hash(last - 1)) return i + 1;
      has_first_name = has_first_name || IsSameFirstName(i, first);
    }
    return 0;
  }
  bool IsSameFirstName(std::uint32_t a, std::uint32_t b) const {
    if (Hash(a) == Hash(b)) return true;
    if (!Is(a, kFirstName) || !Is(b, kFirstName)) return false;
    return AreNicknames(FoldForCompare(Text(a)), FoldForCompare(Text(b)));
  }

  // The titles in front of a name, which the tagger left out or StripTitles cut.
  void ReadTitles(PersonMention* mention) const {
    const std::uint32_t begin = SentenceOf(mention->sentence).first;
    std::uint32_t first = mention->first;
    while (first > begin && At(first - 1).is_capital() && Is(first - 1, kTitle)) --first;
    mention->titled_from = first;
    mention->is_titled = first < mention->first;
    mention->is_royal = mention->is_titled && Is(mention->first - 1, kRoyalTitle);
  }

  // False if what is there cannot be a name.
  bool ReadName(PersonMention* mention) const {
    if (mention->last - mention->first > kLongestName) return false;
    bool all_capitals = true;
    for (std::uint32_t i = mention->first; i < mention->last; ++i) {
      all_capitals = all_capitals && At(i).letters == Letters::kCapitals;
    }
    const bool shouted =
        all_capitals && (mention->is_headline || mention->last - mention->first > 1);
    for (std::uint32_t i = mention->first; i < mention->last; ++i) {
      if ((At(i).marks & kHasDigit) != 0 || At(i).kind != WordKind::kWord) return false;
      const std::string_view part = i + 1 == mention->last ? WithoutTail(Text(i)) : Text(i);
      AddNamePart(shouted ? WithSmallLetters(part) : std::string(part), &mention->name);
    }
    ReadSuffix(mention);
    if (mention->name.empty() || IsNameSuffix(mention->name.parts.front())) return false;
    // An initial by itself is no name.
    return mention->name.parts.size() > 1 || mention->name.first_key().size() > 1;
  }

  // "Luther King Jr.", "Luther King, Jr."
  void ReadSuffix(PersonMention* mention) const {
    if (!mention->name.suffix.empty()) return;
    std::uint32_t i = mention->last;
    if (!InSentence(i, mention->sentence)) return;
    const bool comma = Hash(i) == WordHash(",");
    if (comma) ++i;
    if (!InSentence(i, mention->sentence) || !At(i).is_capital() || !IsNameSuffix(Text(i))) return;
    if (comma && Hash(i) != WordHash("jr") && Hash(i) != WordHash("sr")) return;
    if (Text(i).size() == 1) return;
    AddNamePart(Text(i), &mention->name);
    mention->last = i + 1;
  }

  bool IsOtherThing(const PersonMention& mention) const {
    return IsHandle(mention) || HasOtherWords(mention) || IsInstitution(mention) ||
           IsOffice(mention) || IsFamily(mention) || IsPlain(mention);
  }

  // "@KateHale", "#TeamHale"
  bool IsHandle(const PersonMention& mention) const {
    const std::uint32_t begin = At(mention.first).begin;
    if (begin == 0) return false;
    const char before = article_.words().text[begin - 1];
    return before == '@' || before == '#' || before == '_' || before == '/';
  }

  // "Stan Lee Media", "the Davis Cup Finals", "The Chateau", "Eastern Michigan", "Press
  // Association", "Dow Jones Industrial Average".
  bool HasOtherWords(const PersonMention& mention) const {
    const std::uint32_t first = mention.first;
    if (Is(first, kFunctionWord) && !Is(first, kFirstName)) return true;
    if (mention.last - first < 2) return false;
    if (IsOneOf(Hash(first), kDirections) || IsOneOf(Hash(first), kPlacePrefixes)) return true;
    if (IsOneOf(Hash(mention.last - 1), kParties)) return true;
    if (Is(first, kOrganisationWord) && !Is(first, kFirstName | kLastName)) return true;
    int common = 0;
    for (std::uint32_t i = first + 1; i < mention.last; ++i) {
      const bool inside = i + 1 < mention.last;
      if (Is(i, kFirstName | kLastName | kParticle) || (!inside && Is(i, kHumanName))) continue;
      if (Is(i, kOrganisationWord | kPlaceWord | kCalendar)) return true;
      if (Is(i, kCommonWord) && !Is(i, kHumanName)) ++common;
    }
    return common > 1;
  }

  // "Walter Reed hospital", "Dick Clark Productions", "Hale Street".
  bool IsInstitution(const PersonMention& mention) const {
    const std::uint32_t next = mention.last;
    if (!InSentence(next, mention.sentence) || mention.is_headline) return false;
    if (At(next).is_capital() && !Is(next, kFirstName | kLastName | kTitle | kRole) &&
        Is(next, kOrganisationWord | kPlaceWord)) {
      return true;
    }
    return IsOneOf(Hash(next), kInstitutions);
  }

  bool IsOffice(const PersonMention& mention) const {
    if (!mention.name.is_lone() || mention.is_titled) return false;
    std::uint32_t i = mention.first;
    if (InSentence(i - 1, mention.sentence) && Hash(i - 1) == WordHash("the")) --i;
    return i > 1 && InSentence(i - 2, mention.sentence) && Hash(i - 1) == WordHash("of") &&
           IsOneOf(Hash(i - 2), kOffices);
  }

  // "the Kennedys"; but "the Williams sisters" may stay.
  bool IsFamily(const PersonMention& mention) const {
    if (mention.name.parts.size() != 1 || mention.is_titled || mention.first == 0) return false;
    if (!mention.name.first_key().ends_with('s') ||
        !InSentence(mention.first - 1, mention.sentence)) {
      return false;
    }
    return Hash(mention.first - 1) == WordHash("the");
  }

  // A word by itself that is a country, a people, a firm or a month rather than a name.
  bool IsPlain(const PersonMention& mention) const {
    if (mention.name.parts.size() != 1 || mention.is_titled) return false;
    const std::uint32_t i = mention.first;
    if (Is(i, kFunctionWord) && !Is(i, kFirstName)) return true;
    return Is(i, kCountry | kDemonym | kCalendar) && !Is(i, kFirstName);
  }

  // "Allen, Kate; Ryan, Sean": the second half of a listed name joins the first.
  bool JoinListed(const PersonMention& mention) {
    if (mentions_.empty() || mention.is_titled || !Is(mention.first, kFirstName)) return false;
    PersonMention& before = mentions_.back();
    if (before.sentence != mention.sentence || before.last + 1 != mention.first) return false;
    if (Hash(before.last) != WordHash(",") || before.name.parts.size() != 1 || before.is_titled) {
      return false;
    }
    if (mention.name.parts.size() > 2 || !BeginsItem(before.first, mention.sentence) ||
        !EndsItem(mention.last, mention.sentence)) {
      return false;
    }
    PersonName spoken = mention.name;
    for (const std::string& part : before.name.parts) AddNamePart(WithSmallLetters(part), &spoken);
    before.name = std::move(spoken);
    before.last = mention.last;
    return true;
  }

  bool IsItemMark(std::uint32_t i) const {
    constexpr std::array kMarks = {WordHash(";"), WordHash("("), WordHash(")"), WordHash(":"),
                                   WordHash("•"), WordHash("|"), WordHash("*")};
    return IsOneOf(Hash(i), kMarks);
  }
  bool BeginsItem(std::uint32_t i, std::uint32_t sentence) const {
    return !InSentence(i - 1, sentence) || IsItemMark(i - 1);
  }
  bool EndsItem(std::uint32_t i, std::uint32_t sentence) const {
    return !InSentence(i, sentence) || IsItemMark(i);
  }

  // "Bill and Hillary Clinton": the first takes the surname of the second.
  void CompleteCouples() {
    for (std::size_t i = 0; i + 1 < mentions_.size(); ++i) {
      PersonMention& one = mentions_[i];
      const PersonMention& other = mentions_[i + 1];
      if (one.name.parts.size() != 1 || !Is(one.first, kFirstName) || one.is_headline) continue;
      if (one.sentence != other.sentence || other.first != one.last + 1) continue;
      if (Hash(one.last) != WordHash("and") && Hash(one.last) != WordHash("&")) continue;
      if (other.name.parts.size() != 2 || other.is_titled || !Is(other.first, kFirstName)) continue;
      AddNamePart(other.name.parts.back(), &one.name);
      one.is_completed = true;
    }
  }

  const ArticleWords& article_;
  const std::vector<Entity>& entities_;
  std::vector<PersonMention> mentions_;
  std::uint32_t echoed_ = 0;  // Words before this one said once more whom they had named.
};

}  // namespace

std::vector<PersonMention> FindMentions(const ArticleWords& article,
                                        const std::vector<Entity>& entities) {
  return MentionFinder(article, entities).Find();
}

}  // namespace backfile
