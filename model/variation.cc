// Names replaced and sentences set in capitals.
//
// The open sets are mostly agency reports of 2003 to 2009: a model that learns from them alone
// knows Bush and Blair by heart, trusts that a name is in the lexicon, and has never seen a
// headline. So each article is learnt twice, the second time with its people, places and firms
// renamed, the new names misspelt now and then so that no list knows them, and a part of its
// sentences in capitals.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/variation.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>

namespace backfile {

namespace {

constexpr double kShareRenamed = 0.6;    // Of the names.
constexpr double kShareMisspelt = 0.25;  // Of the new names.
constexpr double kShareTitled = 0.06;    // Of the full names of people.
constexpr double kShareCapitals = 0.07;  // Of the sentences.
constexpr double kShareHeadlines = 0.07;

std::string UpperCase(const std::string& text) {
  std::string out;
  icu::UnicodeString::fromUTF8(text).toUpper().toUTF8String(out);
  return out;
}

// The first letter, and each after a hyphen or an apostrophe, as a capital.
std::string Capitalised(const std::string& lower) {
  const icu::UnicodeString in = icu::UnicodeString::fromUTF8(lower);
  icu::UnicodeString out;
  bool begins = true;
  for (std::int32_t i = 0; i < in.length(); i = in.moveIndex32(i, 1)) {
    icu::UnicodeString letter(in.char32At(i));
    out += begins ? letter.toUpper() : letter;
    begins = in.char32At(i) == '-' || in.char32At(i) == '\'';
  }
  std::string text;
  out.toUTF8String(text);
  return text;
}

bool IsFit(const std::string& word, WordClasses classes) {
  return word.size() >= 3 && word.size() <= 14 && (classes & kCommonWord) == 0 &&
         word.find_first_of("0123456789._/,&() ") == std::string::npos;
}

constexpr std::array<std::string_view, 12> kParticles = {
    "van", "de", "von", "bin", "al-", "el-", "della", "dos", "ter", "le", "ibn", "van der"};

// What stands in front of names.
constexpr std::array<std::string_view, 30> kTitles = {"President",
                                                      "Prime Minister",
                                                      "Vice President",
                                                      "Foreign Minister",
                                                      "Secretary of State",
                                                      "US Army Colonel",
                                                      "Dr.",
                                                      "Professor",
                                                      "Sen.",
                                                      "Rep.",
                                                      "Gov.",
                                                      "Lt. Gen.",
                                                      "Sir",
                                                      "Lord",
                                                      "chief executive",
                                                      "CEO",
                                                      "Detective Inspector",
                                                      "Sergeant",
                                                      "Coach",
                                                      "Defence Secretary",
                                                      "Labour MP",
                                                      "writer",
                                                      "actress",
                                                      "goalkeeper",
                                                      "NFL reporter",
                                                      "spokesman",
                                                      "US Ambassador",
                                                      "First Minister",
                                                      "Judge",
                                                      "midfielder"};

}  // namespace

Variation::Variation(const std::vector<std::pair<std::string, WordClasses>>& lexicon,
                     std::uint32_t seed)
    : random_(seed) {
  for (const auto& [word, classes] : lexicon) {
    if (classes == kCommonWord && IsFit(word, 0)) common_words_.push_back(word);
    if (!IsFit(word, classes)) continue;
    if ((classes & kCity) != 0) cities_.push_back(Capitalised(word));
    if ((classes & kFirstName) != 0) first_names_.push_back(Capitalised(word));
    if ((classes & (kHumanName | kLastName)) != 0) last_names_.push_back(Capitalised(word));
  }
}

std::string Variation::FirstName() {
  std::string name = Pick(first_names_);
  if (Chance() < 0.03) name += "-" + Pick(first_names_);
  if (Chance() < 0.03) return std::string(1, name[0]) + ".";
  return name;
}

// The name with a vowel changed and perhaps a consonant put in, so that no list has it.
std::string Variation::Misspelt(std::string name) {
  constexpr std::string_view kVowels = "aeiouy";
  const std::size_t at = name.find_last_of(kVowels);
  if (at != std::string::npos && at > 0) name[at] = kVowels[random_() % kVowels.size()];
  if (Chance() < 0.5) name.insert(name.size() / 2, 1, "bdklmnrstvz"[random_() % 11]);
  return name;
}

// A last name; some hyphenated, some with a particle, some that are in no list.
std::string Variation::LastName() {
  std::string name = Pick(last_names_);
  if (Chance() < kShareMisspelt) name = Misspelt(std::move(name));
  const double shape = Chance();
  if (shape < 0.05) return name + "-" + Pick(last_names_);
  if (shape < 0.09) {
    const std::string particle(kParticles[random_() % kParticles.size()]);
    return particle + (particle.ends_with('-') ? "" : " ") + name;
  }
  if (shape < 0.11) return "O'" + name;
  if (shape < 0.13) return "Mc" + name;
  return name;
}

// A firm, a band or a paper: a surname, a made-up word, a common word, letters.
std::string Variation::Brand() {
  const double sort = Chance();
  if (sort < 0.3) return Misspelt(Pick(last_names_));
  if (sort < 0.4) return Pick(last_names_);
  if (sort < 0.6) return Capitalised(Pick(common_words_));
  if (sort < 0.7) return Capitalised(Pick(common_words_)) + Capitalised(Pick(common_words_));
  return Misspelt(Capitalised(Pick(common_words_)));
}

// Another name in place of a word; the word itself if it is to stay.
std::string Variation::NewName(const MarkedWord& word, bool goes_on) {
  if (Chance() >= kShareRenamed) return word.text;
  if (word.type == EntityType::kPerson) return word.begins && goes_on ? FirstName() : LastName();
  if (!word.begins || goes_on) return word.text;
  if (word.type == EntityType::kPlace) {
    const std::string& city = Pick(cities_);
    return Chance() < kShareMisspelt ? Misspelt(city) : city;
  }
  return word.type == EntityType::kOrganisation ? Brand() : word.text;
}

void Variation::Rename(MarkedArticle* article) {
  // A word that is part of one name gets one new spelling throughout, so that "Ms Allen" stays the
  // surname of Kate Allen.
  std::map<std::pair<EntityType, std::string>, std::string> renamed;
  for (MarkedSentence& sentence : *article) {
    for (std::size_t i = 0; i < sentence.size(); ++i) {
      MarkedWord& word = sentence[i];
      if (!word.type || word.text.size() < 3 || word.text.back() == '.') continue;
      if (word.text[0] < 'A' || word.text[0] > 'Z') continue;
      const bool goes_on =
          i + 1 < sentence.size() && sentence[i + 1].type && !sentence[i + 1].begins;
      const auto [it, is_new] = renamed.try_emplace({*word.type, word.text});
      if (is_new) it->second = NewName(word, goes_on);
      word.text = it->second;
    }
  }
}

namespace {

// "van der Berg" was put in as one word: parts it again.
void PartWords(MarkedSentence* sentence) {
  MarkedSentence parted;
  for (MarkedWord& word : *sentence) {
    for (std::size_t at = 0; at <= word.text.size();) {
      const std::size_t end = std::min(word.text.find(' ', at), word.text.size());
      parted.push_back({word.text.substr(at, end - at), word.type, word.begins && at == 0});
      at = end + 1;
    }
  }
  *sentence = std::move(parted);
}

bool IsCapital(const MarkedWord& word) { return word.text[0] >= 'A' && word.text[0] <= 'Z'; }

void SetInCapitals(MarkedSentence* sentence) {
  for (MarkedWord& word : *sentence) word.text = UpperCase(word.text);
}

void SetAsHeadline(MarkedSentence* sentence) {
  for (MarkedWord& word : *sentence) {
    if (word.text.size() > 3 || word.text == sentence->front().text) {
      if (word.text[0] >= 'a' && word.text[0] <= 'z') word.text = Capitalised(word.text);
    }
  }
  if (sentence->back().text == ".") sentence->pop_back();
}

}  // namespace

// Puts a title in front of some full names that have none.
void Variation::AddTitles(MarkedSentence* sentence) {
  for (std::size_t i = 1; i + 1 < sentence->size(); ++i) {
    const MarkedWord& word = (*sentence)[i];
    const MarkedWord& next = (*sentence)[i + 1];
    if (word.type != EntityType::kPerson || !word.begins || !next.type || next.begins) continue;
    if (IsCapital((*sentence)[i - 1]) || Chance() >= kShareTitled) continue;
    const std::string title(kTitles[random_() % kTitles.size()]);
    sentence->insert(sentence->begin() + static_cast<std::ptrdiff_t>(i),
                     {title, std::nullopt, false});
    ++i;
  }
}

MarkedArticle Variation::Vary(const MarkedArticle& article) {
  MarkedArticle varied = article;
  Rename(&varied);
  for (MarkedSentence& sentence : varied) {
    AddTitles(&sentence);
    PartWords(&sentence);
    const double style = Chance();
    if (style < kShareCapitals) {
      SetInCapitals(&sentence);
    } else if (style < kShareCapitals + kShareHeadlines && sentence.size() > 1) {
      SetAsHeadline(&sentence);
    }
  }
  return varied;
}

}  // namespace backfile
