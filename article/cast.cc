// Names of the story's people and bodies as sequences of word hashes, looked up at each capital.
//
// A form that two members share (two Allens) means the one whose whole name was read last.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/cast.h"

#include <algorithm>
#include <array>

#include "article/text.h"

namespace backfile {

namespace {

// More than any story has; keeps hostile ones from taking quadratic time.
constexpr std::size_t kMostMembers = 400;

bool IsSuffix(std::uint64_t hash) {
  constexpr std::array kSuffixes = {
      WordHash("jr"),   WordHash("sr"),  WordHash("ii"),      WordHash("iii"),
      WordHash("inc"),  WordHash("ltd"), WordHash("plc"),     WordHash("corp"),
      WordHash("co"),   WordHash("llc"), WordHash("llp"),     WordHash("ag"),
      WordHash("gmbh"), WordHash("sa"),  WordHash("limited"), WordHash("corporation")};
  return std::ranges::find(kSuffixes, hash) != kSuffixes.end();
}

std::string FoldName(std::string_view name) {
  std::string folded = FoldForCompare(name);
  if (folded.starts_with("the ")) folded.erase(0, 4);
  return folded;
}

}  // namespace

Gender GenderOf(NewsWord word) {
  const bool male = word.Is(kMale);
  const bool female = word.Is(kFemale);
  if (male == female) return Gender::kUnknown;
  return male ? Gender::kMale : Gender::kFemale;
}

void Cast::AddForm(std::uint32_t first, std::uint32_t last, int member, bool is_whole) {
  if (first >= last) return;
  Form form;
  form.begin = static_cast<std::uint32_t>(form_words_.size());
  form.size = last - first;
  form.member = member;
  form.is_whole = is_whole;
  for (std::uint32_t i = first; i < last; ++i) form_words_.push_back(scratch_.words[i].hash);
  form.first_word = form_words_[form.begin];
  filter_ |= 1ULL << (form.first_word & 63);
  forms_.push_back(form);
}

void Cast::AddForm(std::string_view text, int member, bool is_whole) {
  ScanWords(text, &scratch_);
  AddForm(0, static_cast<std::uint32_t>(scratch_.words.size()), member, is_whole);
}

int Cast::AddMember(std::string_view name, bool is_person, bool is_listed) {
  const std::string folded = FoldName(name);
  for (std::size_t i = 0; i < folded_.size(); ++i) {
    if (folded_[i] == folded) return static_cast<int>(i);
  }
  if (members_.size() >= kMostMembers) return -1;
  members_.push_back({std::string(name), is_person, Gender::kUnknown, is_listed});
  folded_.push_back(folded);
  last_seen_.push_back(0);
  return static_cast<int>(members_.size()) - 1;
}

void Cast::AddPerson(const Person& person) {
  const int member = AddMember(person.name, true, true);
  if (member < 0) return;
  Gender gender = Gender::kUnknown;
  if (!person.role.empty()) {
    ScanWords(person.role, &scratch_);
    for (const Word& word : scratch_.words) {
      if (word.kind == WordKind::kMark) continue;
      role_words_.push_back({word.hash, member});
      if (word.letters == Letters::kSmall && gender == Gender::kUnknown)
        gender = GenderOf(LookUpNewsWord(word.hash));
    }
  }
  for (const std::string& mention : person.mentions) AddForm(mention, member, false);
  ScanWords(person.name, &scratch_);
  auto size = static_cast<std::uint32_t>(scratch_.words.size());
  if (size == 0) return;
  if (gender == Gender::kUnknown) gender = GenderOf(LookUpNewsWord(scratch_.words[0].hash));
  members_[static_cast<std::size_t>(member)].gender = gender;
  AddForm(0, size, member, true);
  while (size > 1 && (IsSuffix(scratch_.words[size - 1].hash) ||
                      scratch_.words[size - 1].kind == WordKind::kMark))
    --size;
  if (size < 2) return;
  AddForm(size - 1, size, member, false);
  if (scratch_.words[0].end - scratch_.words[0].begin > 2) AddForm(0, 1, member, false);
}

int Cast::FindBody(std::string_view folded) const {
  for (std::size_t i = 0; i < folded_.size(); ++i) {
    if (!members_[i].is_person && folded_[i] == folded) return static_cast<int>(i);
  }
  return -1;
}

void Cast::AddBody(std::string_view name) {
  const int member = AddMember(name, false, true);
  if (member < 0) return;
  ScanWords(name, &scratch_);
  auto size = static_cast<std::uint32_t>(scratch_.words.size());
  for (const Word& word : scratch_.words) {
    if (word.kind != WordKind::kMark) name_words_.push_back({word.hash, member});
  }
  const std::uint32_t first = size > 1 && scratch_.words[0].hash == WordHash("the") ? 1 : 0;
  AddForm(first, size, member, true);
  while (size > first + 1 && (IsSuffix(scratch_.words[size - 1].hash) ||
                              scratch_.words[size - 1].kind == WordKind::kMark))
    --size;
  AddForm(first, size, member, true);
}

// The acronym means the body of its long form, which may be longer or shorter in the list.
void Cast::AddAcronym(const Acronym& acronym) {
  if (acronym.short_form.size() < 2) return;
  int member = FindBody(FoldName(acronym.long_form));
  if (member < 0) {
    const bool is_name = acronym.long_form[0] >= 'A' && acronym.long_form[0] <= 'Z';
    if (!is_name) return;
    AddBody(acronym.long_form);
    member = FindBody(FoldName(acronym.long_form));
  }
  if (member >= 0) AddForm(acronym.short_form, member, true);
}

// "Amnesty" for "Amnesty International" and "Amnesty International UK", which begin alike; not
// "National" for two bodies that begin so.
void Cast::AddPrefixes() {
  const std::size_t count = forms_.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Form form = forms_[i];
    if (!form.is_whole || form.size < 2 || at(form.member).is_person) continue;
    const std::string& name = folded_[static_cast<std::size_t>(form.member)];
    const std::string first = name.substr(0, name.find(' '));
    bool is_shortest = first.size() >= 4;
    for (std::size_t k = 0; k < folded_.size() && is_shortest; ++k) {
      const std::string& other = folded_[k];
      if (static_cast<int>(k) == form.member || !other.starts_with(first)) continue;
      const bool longer = other.size() > name.size() && other.starts_with(name);
      is_shortest = longer;
    }
    if (!is_shortest) continue;
    Form prefix = form;
    prefix.size = 1;
    prefix.is_whole = false;
    forms_.push_back(prefix);
  }
}

void Cast::Learn(const Article& article, const NewsText& text) {
  members_.clear(), folded_.clear(), forms_.clear(), form_words_.clear();
  role_words_.clear(), name_words_.clear(), last_seen_.clear(), mentions_.clear();
  filter_ = 0;
  for (const Person& person : article.people) AddPerson(person);
  for (const std::string& name : article.organisations) AddBody(name);
  for (const Acronym& acronym : article.acronyms) AddAcronym(acronym);
  AddPrefixes();
  std::ranges::stable_sort(forms_, [](const Form& a, const Form& b) {
    return a.first_word != b.first_word ? a.first_word < b.first_word : a.size > b.size;
  });
  FindMentions(text);
}

bool Cast::Matches(const Form& form, const NewsText& text, std::uint32_t i) const {
  if (i + form.size > text.size()) return false;
  for (std::uint32_t k = 0; k < form.size; ++k) {
    if (form_words_[form.begin + k] != text.Hash(i + k)) return false;
  }
  return true;
}

// The size of the longest form at word i, 0 if there is none.
std::uint32_t Cast::MatchAt(const NewsText& text, std::uint32_t i, int* member) {
  const std::uint64_t hash = text.Hash(i);
  std::uint32_t size = 0;
  bool whole = false;
  auto form = std::ranges::lower_bound(forms_, hash, {}, &Form::first_word);
  for (; form != forms_.end() && form->first_word == hash && form->size >= size; ++form) {
    if (!Matches(*form, text, i)) continue;
    const auto seen = [&](int m) { return last_seen_[static_cast<std::size_t>(m)]; };
    const bool better = size == 0 || (form->is_whole && !whole) ||
                        (form->is_whole == whole && seen(form->member) > seen(*member));
    if (!better) continue;
    size = form->size;
    whole = form->is_whole;
    *member = form->member;
  }
  if (whole) last_seen_[static_cast<std::size_t>(*member)] = i + 1;
  return size;
}

void Cast::LearnGender(const NewsText& text, const Mention& mention) {
  Member& member = members_[static_cast<std::size_t>(mention.member)];
  if (!member.is_person) return;
  NewsWord title = text.At(mention.first);
  if (!title.Is(kTitleWord) && mention.first > 0) title = text.At(mention.first - 1);
  if (!title.Is(kTitleWord)) return;
  if (const Gender gender = GenderOf(title); gender != Gender::kUnknown) member.gender = gender;
}

void Cast::FindMentions(const NewsText& text) {
  ends_at_.assign(text.size() + 1, -1);
  starts_at_.assign(text.size() + 1, -1);
  if (forms_.empty()) return;
  for (std::uint32_t i = 0; i < text.size();) {
    if ((filter_ >> (text.Hash(i) & 63) & 1) == 0 || !text.IsCapital(i)) {
      ++i;
      continue;
    }
    Mention mention;
    const std::uint32_t size = MatchAt(text, i, &mention.member);
    if (size == 0) {
      ++i;
      continue;
    }
    mention.first = i;
    mention.last = i + size;
    LearnGender(text, mention);
    const auto index = static_cast<std::int32_t>(mentions_.size());
    starts_at_[mention.first] = index;
    ends_at_[mention.last] = index;
    mentions_.push_back(mention);
    i = mention.last;
  }
}

const Cast::Mention* Cast::EndingAt(std::uint32_t last) const {
  if (last >= ends_at_.size() || ends_at_[last] < 0) return nullptr;
  return &mentions_[static_cast<std::size_t>(ends_at_[last])];
}

const Cast::Mention* Cast::StartingAt(std::uint32_t first) const {
  if (first >= starts_at_.size() || starts_at_[first] < 0) return nullptr;
  return &mentions_[static_cast<std::size_t>(starts_at_[first])];
}

int Cast::PersonByRole(std::uint64_t word) const {
  int found = -1;
  for (const NameWord& role : role_words_) {
    if (role.word != word || role.member == found) continue;
    if (found >= 0) return -1;
    found = role.member;
  }
  return found;
}

bool Cast::IsOtherSort(int body, std::uint64_t noun) const {
  return std::ranges::any_of(name_words_, [&](const NameWord& name) {
    return name.member == body && name.word != noun && LookUpNewsWord(name.word).Is(kBody);
  });
}

int Cast::BodyByNoun(std::uint64_t word) const {
  int found = -1;
  for (const NameWord& name : name_words_) {
    if (name.word != word || name.member == found) continue;
    if (found >= 0) return -1;
    found = name.member;
  }
  return found;
}

}  // namespace backfile
