// Noun phrases read from their end, where English puts the head.
//
// From the verb back to the nearest border (a mark, a conjunction, another verb) lies the subject.
// Its head is what stands before its first preposition: "a spokesman for the ministry", "the head
// of research". A person's name that ends the phrase is the speaker whatever precedes it
// ("coalition spokesman Colonel Sean Ryan"), unless a preposition does ("a friend of Mr Ryan"). A
// subject that ends in a comma has something in apposition: the phrases between commas are tried
// from the right, those that cannot be a subject ("34", "of Leeds", "who lives there", "the
// director of ...") are passed over for one that is.
//
// Pronouns go to the last subject or speaker that agrees; a stranger in between ("a witness said")
// ends the search, since no speaker is better than the wrong one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/speaker.h"

#include <algorithm>
#include <string_view>

#include "article/text.h"

namespace backfile {

namespace {

constexpr std::uint32_t kLongestPhrase = 16;
constexpr std::size_t kRemembered = 8;

}  // namespace

bool SpeakerFinder::IsVerb(std::uint32_t i) const {
  if (text_.WordAt(i).letters != Letters::kSmall) return false;
  if (text_.Is(i, kSays | kSpeaksOf | kPast | kBeing | kFuture)) return true;
  const std::string_view word = text_.Text(i);
  return word.size() > 4 && word.ends_with("ed") && !word.ends_with("eed");
}

Voice SpeakerFinder::OfMember(int member) const {
  if (member < 0) return {Voice::kUnknown, Gender::kUnknown, false, 0};
  const Cast::Member& m = cast_.at(member);
  return {member, m.gender, m.is_person, 0};
}

// The one person of this gender that the text before word i mentions, if it is only one.
Voice SpeakerFinder::OnlyPersonBefore(std::uint32_t i, Gender gender) const {
  constexpr std::uint32_t kReach = 80;
  Voice only{Voice::kUnknown, gender, true, 0};
  for (std::uint32_t end = i; end > 0 && i - end < kReach; --end) {
    const Cast::Mention* mention = cast_.EndingAt(end);
    if (mention == nullptr || mention->member == only.member) continue;
    const Cast::Member& member = cast_.at(mention->member);
    if (!member.is_person || !Agree(member.gender, gender)) continue;
    if (only.is_known()) return {Voice::kUnknown, gender, true, 0};
    only.member = mention->member;
  }
  return only;
}

Voice SpeakerFinder::Pronoun(std::uint32_t i) const {
  const NewsWord word = text_.At(i);
  const bool human = word.Is(kHe | kShe);
  const Gender gender = word.Is(kHe)    ? Gender::kMale
                        : word.Is(kShe) ? Gender::kFemale
                                        : Gender::kUnknown;
  const Voice unknown{Voice::kUnknown, gender, human, 0};
  constexpr std::uint32_t kStale = 150;
  for (auto voice = recent_.rbegin(); voice != recent_.rend(); ++voice) {
    if (voice->at + kStale < i) break;
    if (human && voice->is_human && Agree(voice->gender, gender)) {
      return voice->is_known() ? Voice{voice->member, gender, true, 0} : unknown;
    }
    if (word.Is(kIt) && voice->is_known() && !cast_.at(voice->member).is_person) return *voice;
    if (word.Is(kThey)) return *voice;
  }
  if (human) return OnlyPersonBefore(i, gender);
  return unknown;
}

// The opening bracket of what closes before word `end`; `end` if there is none near.
std::uint32_t SpeakerFinder::BracketBefore(std::uint32_t end, std::uint32_t begin) const {
  if (end <= begin || !text_.Says(end - 1, ")")) return end;
  for (std::uint32_t open = end - 1; open > begin && end - open < kLongestPhrase;) {
    if (text_.Says(--open, "(")) return open;
  }
  return end;
}

// From the end of a noun phrase back to where it begins.
std::uint32_t SpeakerFinder::NounStart(std::uint32_t end, std::uint32_t begin) const {
  std::uint32_t b = end;
  while (b > begin && end - b < kLongestPhrase) {
    if (const Cast::Mention* mention = cast_.EndingAt(b);
        mention != nullptr && mention->first >= begin) {
      b = mention->first;
      continue;
    }
    const std::uint32_t i = b - 1;
    if (text_.Says(i, ")")) {
      const std::uint32_t open = BracketBefore(b, begin);
      if (open == b) break;
      b = open;
      continue;
    }
    if (text_.IsMark(i)) {
      const bool joins = text_.Says(i, "'s") || text_.Says(i, "'") || text_.Says(i, "&") ||
                         (text_.Says(i, "-") && text_.Touches(i)) || text_.Says(i, "/");
      if (!joins) break;
    } else if (!text_.IsCapital(i) || b - 1 == begin) {
      if (text_.Is(i, kConjunction | kRelative) && !text_.Is(i, kDeterminer)) break;
      if (IsVerb(i) && !text_.Is(i, kDocument | kSpokesman)) break;
    }
    b = i;
  }
  return b;
}

// The head of a phrase ends before its first preposition that is not part of a name.
std::uint32_t SpeakerFinder::HeadEnd(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end;) {
    if (const Cast::Mention* mention = cast_.StartingAt(i);
        mention != nullptr && mention->last <= end) {
      i = mention->last;
      continue;
    }
    if (i > begin && text_.Is(i, kPreposition) && text_.WordAt(i).letters == Letters::kSmall)
      return i;
    ++i;
  }
  return end;
}

// A body named at `begin`, perhaps behind an article.
Voice SpeakerFinder::OrganisationAt(std::uint32_t begin, std::uint32_t end) {
  while (begin < end && text_.Is(begin, kDeterminer)) ++begin;
  if (const Cast::Mention* mention = cast_.StartingAt(begin);
      mention != nullptr && mention->last <= end) {
    if (cast_.at(mention->member).is_person) return OfMember(Voice::kUnknown);
    return OfMember(mention->member);
  }
  std::uint32_t last = begin;
  while (last < end && text_.IsCapital(last) && !text_.IsMark(last)) ++last;
  return last > begin ? AsWritten(begin, last, true) : Voice{};
}

// `noun` is the word "spokesman"; the phrase's head ends at `head`.
Voice SpeakerFinder::Spokesman(std::uint32_t begin, std::uint32_t noun, std::uint32_t head,
                               std::uint32_t end) {
  Voice voice;
  const std::uint32_t before = BracketBefore(noun, begin);
  const Cast::Mention* mention = cast_.EndingAt(before);
  if (mention != nullptr && mention->first >= begin) {
    if (!cast_.at(mention->member).is_person) voice = OfMember(mention->member);
  } else {
    voice = AsWritten(begin, before, true);
  }
  const bool speaks_for = text_.Says(head, "for") || text_.Says(head, "from") ||
                          text_.Says(head, "at") || text_.Says(head, "with");
  if (!voice.is_known() && head < end && speaks_for) voice = OrganisationAt(head + 1, end);
  const bool definite = !text_.Says(begin, "a") && !text_.Says(begin, "an");
  if (!voice.is_known() && definite) {
    if (const int person = cast_.PersonByRole(text_.Hash(noun)); person >= 0)
      return OfMember(person);
    if (head == end) voice = spokesman_;
  }
  if (!voice.is_known()) voice = OfMember(Voice::kUnknown);
  voice.is_human = true;
  voice.gender = GenderOf(text_.At(noun));
  if (voice.is_known()) spokesman_ = voice;
  return voice;
}

Voice SpeakerFinder::Document(std::uint32_t begin, std::uint32_t head, std::uint32_t end) {
  int owner = Voice::kUnknown;
  for (std::uint32_t i = begin; i + 1 < head; ++i) {  // "Amnesty's report", "an NAO report".
    const Cast::Mention* mention = cast_.StartingAt(i);
    if (mention == nullptr) continue;
    const bool owns = text_.Says(mention->last, "'s") || mention->last == head - 1;
    if (owns) owner = mention->member;
  }
  const bool by = text_.Says(head, "by") || text_.Says(head, "from") || text_.Says(head, "of");
  if (owner < 0 && head < end && by) owner = OrganisationAt(head + 1, end).member;
  if (owner >= 0) document_owner_ = owner;
  if (owner < 0 && head == end && !text_.Says(begin, "a")) owner = document_owner_;
  Voice voice = OfMember(owner);
  voice.is_human = false;
  return voice;
}

// "the ministry", "the company".
Voice SpeakerFinder::Body(std::uint32_t noun) const {
  if (const int body = cast_.BodyByNoun(text_.Hash(noun)); body >= 0) return OfMember(body);
  for (auto voice = recent_.rbegin(); voice != recent_.rend(); ++voice) {
    if (!voice->is_known() || cast_.at(voice->member).is_person) continue;
    if (!cast_.IsOtherSort(voice->member, text_.Hash(noun))) return OfMember(voice->member);
  }
  return OfMember(Voice::kUnknown);
}

// A name that the story's people and organisations do not have: capitalised words at the end of
// [begin, end). One word alone must look like a name: behind "the", or with several capitals.
Voice SpeakerFinder::AsWritten(std::uint32_t begin, std::uint32_t end, bool after_spokesman) {
  std::uint32_t first = end;
  while (first > begin && text_.IsCapital(first - 1) && !text_.IsMark(first - 1)) --first;
  while (first < end && text_.Is(first, kDeterminer | kConjunction)) ++first;
  if (first == end) return {};
  bool is_person = text_.Is(first, kMale | kFemale | kTitleWord) && end - first > 1;
  for (std::uint32_t i = first; i + 1 < end; ++i) {  // "First Minister Jack Muir".
    if (text_.Is(i, kTitleWord) && end - i <= 4) first = i + 1, is_person = true;
  }
  const std::string_view name = text_.words().Text(first, end);
  if (end - first == 1) {
    const bool capitals =
        text_.WordAt(first).letters == Letters::kCapitals ||
        std::ranges::count_if(name, [](char c) { return c >= 'A' && c <= 'Z'; }) > 1;
    const bool after_the = first > begin && text_.Says(first - 1, "the");
    const bool adjective = name.ends_with("ish") || name.ends_with("ese") || name.ends_with("an") ||
                           name.ends_with("ch") || name.ends_with("s") || name.ends_with("i");
    if (text_.Is(first, kTitleWord | kSpokesman | kDocument | kBody) || text_.Is(first, kWeekday))
      return OfMember(Voice::kUnknown);
    if (!capitals && !is_person && (adjective || (!after_the && !after_spokesman)))
      return OfMember(Voice::kUnknown);
  }
  Voice voice = OfMember(cast_.AddAsWritten(Squeeze(name), is_person));
  if (is_person && voice.gender == Gender::kUnknown) voice.gender = GenderOf(text_.At(first));
  return voice;
}

// A person whom the story's people do not have, known by a first name: "Chief of Staff John Kell".
Voice SpeakerFinder::NamedPerson(std::uint32_t begin, std::uint32_t end) {
  std::uint32_t first = end;
  while (first > begin && text_.IsCapital(first - 1) && !text_.IsMark(first - 1)) --first;
  for (std::uint32_t i = first; i + 1 < end; ++i) {
    const bool is_first_name = text_.Is(i, kMale | kFemale) && !text_.Is(i, kTitleWord);
    if (!is_first_name || end - i > 4 || cast_.StartingAt(i) != nullptr) continue;
    std::uint32_t before = i;
    while (before > begin && text_.Is(before - 1, kTitleWord)) --before;
    if (before > begin && text_.Is(before - 1, kPreposition)) return {};
    Voice voice = OfMember(cast_.AddAsWritten(Squeeze(text_.words().Text(i, end)), true));
    voice.gender = GenderOf(text_.At(i));
    return voice;
  }
  return {};
}

Voice SpeakerFinder::Resolve(std::uint32_t begin, std::uint32_t end) {
  while (begin + 1 < end && text_.Is(begin, kAdverb) && !text_.Is(begin, kDeterminer)) ++begin;
  if (begin >= end) return {};
  const std::uint32_t tail = end - 1;
  if (end - begin == 1 && text_.Is(tail, kHe | kShe | kIt | kThey)) return Pronoun(tail);
  if (const Cast::Mention* mention = cast_.EndingAt(end);
      mention != nullptr && mention->first >= begin && cast_.at(mention->member).is_person) {
    std::uint32_t first = mention->first;
    while (first > begin && text_.Is(first - 1, kTitleWord)) --first;
    if (first == begin || !text_.Is(first - 1, kPreposition)) return OfMember(mention->member);
  }
  if (const Voice voice = NamedPerson(begin, end); voice.is_known()) return voice;
  const std::uint32_t head = HeadEnd(begin, end);
  const std::uint32_t noun = head - 1;
  if (const Cast::Mention* mention = cast_.EndingAt(head);
      mention != nullptr && mention->first >= begin)
    return OfMember(mention->member);
  if (text_.Is(noun, kSpokesman)) return Spokesman(begin, noun, head, end);
  if (text_.Is(noun, kDocument)) return Document(begin, head, end);
  const bool indefinite = text_.Says(begin, "a") || text_.Says(begin, "an");
  if (text_.IsCapital(noun)) {
    if (Voice voice = AsWritten(begin, head); voice.is_known()) return voice;
  }
  if (!indefinite) {
    const std::string_view word = text_.Text(noun);
    if (const int person = cast_.PersonByRole(text_.Hash(noun)); person >= 0 && word.size() > 2)
      return OfMember(person);
    if (text_.Is(noun, kBody)) return Body(noun);
  }
  return {Voice::kUnknown, GenderOf(text_.At(noun)), true, 0};
}

// The subject before the comma at `comma`, with something in apposition before that comma.
Voice SpeakerFinder::Apposed(std::uint32_t comma, std::uint32_t begin) {
  constexpr int kMostParts = 6;
  std::uint32_t end = comma;
  Voice best = OfMember(Voice::kUnknown);
  for (int part = 0; part < kMostParts && end > begin; ++part) {
    std::uint32_t first = end;
    while (first > begin && end - first < 2 * kLongestPhrase && !text_.Says(first - 1, ",") &&
           !(text_.Says(first - 1, "-") && !text_.Touches(first - 1)))
      --first;
    const bool has_more = first > begin;
    const NewsWord lead = text_.At(first);
    if (text_.Says(first + 1, "by") && IsVerb(first)) {  // "..., published by Amnesty on Tuesday,"
      if (const Voice owner = OrganisationAt(first + 2, end); owner.is_known()) return owner;
    }
    const bool cannot = lead.Is(kRelative | kPreposition) || first == end ||
                        text_.WordAt(first).kind == WordKind::kNumber || IsParty(first);
    const bool passes = lead.Is(kDeterminer) || text_.WordAt(first).letters == Letters::kSmall;
    if (!cannot || !has_more) {
      const Voice voice = Resolve(NounStart(end, first), end);
      if (voice.is_known() && (!passes || !has_more)) return voice;
      if (voice.is_known() && !best.is_known()) best = voice;
      if (!passes && voice.is_somebody()) return best.is_known() ? best : voice;
    }
    if (!has_more) break;
    end = first - 1;
  }
  return best;
}

// "R-Ohio", "D-Calif.": behind an American politician.
bool SpeakerFinder::IsParty(std::uint32_t i) const {
  const std::string_view text = text_.Text(i);
  return text.size() > 2 && text[1] == '-' && (text[0] == 'R' || text[0] == 'D' || text[0] == 'I');
}

Voice SpeakerFinder::Before(std::uint32_t verb, std::uint32_t begin) {
  std::uint32_t end = verb;
  while (end > begin) {
    if (text_.Is(end - 1, kAdverb)) {
      --end;
    } else if (text_.Is(end - 1, kWeekday) && text_.IsCapital(end - 1)) {
      end -= end - 1 > begin && text_.Says(end - 2, "on") ? 2 : 1;
    } else if (text_.Says(end - 1, "night") && end - 1 > begin && text_.Says(end - 2, "last")) {
      end -= 2;
    } else {
      break;
    }
  }
  end = BracketBefore(end, begin);
  if (end <= begin) return {};
  if (text_.Says(end - 1, ",") || (text_.Says(end - 1, "-") && !text_.Touches(end - 1)))
    return Apposed(end - 1, begin);
  const std::uint32_t first = NounStart(end, begin);
  if (first == end) return {};
  if (first > begin && text_.Says(first - 1, "and") && cast_.EndingAt(first - 1) != nullptr &&
      cast_.EndingAt(end) != nullptr && text_.Is(verb, kSays) && !text_.Is(first, kHe | kShe))
    return OfMember(Voice::kUnknown);  // Two speak at once.
  return Resolve(first, end);
}

Voice SpeakerFinder::After(std::uint32_t begin, std::uint32_t end) {
  std::uint32_t last = begin;
  while (last < end && last - begin < kLongestPhrase) {
    if (const Cast::Mention* mention = cast_.StartingAt(last);
        mention != nullptr && mention->last <= end) {
      last = mention->last;
      continue;
    }
    if (text_.IsMark(last)) {
      const bool joins = text_.Says(last, "'s") || text_.Says(last, "'") || text_.Says(last, "&") ||
                         (text_.Says(last, "-") && text_.Touches(last));
      if (!joins) break;
    }
    if (last > begin && text_.Is(last, kConjunction | kRelative)) break;
    if (last > begin && IsVerb(last) && !text_.Is(last, kDocument)) break;
    ++last;
  }
  return last > begin ? Resolve(begin, last) : Voice{};
}

Voice SpeakerFinder::MainSubject(std::uint32_t begin, std::uint32_t end) {
  constexpr std::uint32_t kReach = 40;
  std::uint32_t first = begin;
  while (first < end && (text_.Is(first, kConjunction) || text_.IsMark(first))) ++first;
  for (std::uint32_t i = first; i < end && i < first + kReach; ++i) {
    if (cast_.StartingAt(i) != nullptr || !IsVerb(i)) continue;
    if (i == first) return {};
    if (text_.Is(i - 1, kRelative) && i - 1 > first) {  // "Tolland, who took over, has signed".
      const std::uint32_t last = text_.Says(i - 2, ",") ? i - 2 : i - 1;
      return Resolve(NounStart(last, first), last);
    }
    return Before(i, first);
  }
  return {};
}

// "a report by the NAO", "published by Amnesty": who is meant by "the report" later on.
void SpeakerFinder::LearnDocuments(std::uint32_t begin, std::uint32_t end) {
  for (std::uint32_t i = begin; i + 2 < end; ++i) {
    const bool by = text_.Says(i + 1, "by") || text_.Says(i + 1, "from");
    const bool made = text_.Says(i, "published") || text_.Says(i, "released") ||
                      text_.Says(i, "issued") || text_.Says(i, "commissioned");
    if (!by || (!made && !text_.Is(i, kDocument))) continue;
    std::uint32_t at = i + 2;
    while (at < end && text_.Is(at, kDeterminer)) ++at;
    const Cast::Mention* mention = cast_.StartingAt(at);
    if (mention != nullptr) document_owner_ = mention->member;
  }
}

void SpeakerFinder::Pass(std::uint32_t begin, std::uint32_t end) {
  LearnDocuments(begin, end);
  const Voice subject = MainSubject(begin, end);
  const bool counts =
      subject.is_known() && (subject.is_human || cast_.at(subject.member).is_listed);
  if (counts || (subject.is_somebody() && subject.gender != Gender::kUnknown))
    Heard(subject, begin);
}

void SpeakerFinder::Heard(Voice voice, std::uint32_t at) {
  voice.at = at;
  if (!voice.is_somebody()) return;
  if (recent_.size() == kRemembered) recent_.erase(recent_.begin());
  recent_.push_back(voice);
}

}  // namespace backfile
