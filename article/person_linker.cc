// Full names first, longest first; lone names to whom they fit.
//
// News style names a person in full once and by surname after that, so the full names of an article
// make its people, and every shorter form is looked up among them. What is wrong on purpose: two
// people of one full name in one article are one; a first name alone, of someone whose surname the
// article never gives, is a person of that name.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/person_linker.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace backfile {

namespace {

constexpr std::size_t kMostCandidates = 64;
constexpr std::uint32_t kNever = 0xffffffff;

// Mentions that spell one full name.
struct Form {
  PersonName name;
  std::vector<std::uint32_t> mentions;
  std::vector<std::uint32_t> known;
};

// The more a form tells, the earlier it is linked; among equals their spelling decides.
auto Fullness(const Form& form) {
  const auto initials = std::ranges::count_if(form.name.keys, IsInitialKey);
  const auto parts = static_cast<std::ptrdiff_t>(form.name.parts.size());
  return std::tuple(initials - parts, -parts, form.name.keys, form.name.suffix);
}

class Linker {
 public:
  Linker(std::span<const PersonMention> mentions, std::span<const PersonName> known)
      : mentions_(mentions), known_(known) {
    person_of_.assign(mentions.size(), kNever);
    GatherForms();
  }

  std::vector<LinkedPerson> Link() {
    for (const Form& form : forms_) PlaceForm(form);
    for (std::uint32_t i = 0; i < known_.size(); ++i) {
      if (known_[i].empty() || !known_[i].is_lone()) continue;
      PersonMention mention;
      mention.name = known_[i];
      people_[PlaceLone(mention)].known.push_back(i);
    }
    for (std::uint32_t i = 0; i < mentions_.size(); ++i) {
      if (person_of_[i] == kNever) person_of_[i] = PlaceLone(mentions_[i]);
      last_seen_[person_of_[i]] = i;
      people_[person_of_[i]].mentions.push_back(i);
    }
    SortByFirstMention();
    return std::move(people_);
  }

 private:
  void GatherForms() {
    std::map<std::vector<std::string>, Form> forms;
    const auto form_of = [&](const PersonName& name) -> Form& {
      std::vector<std::string> key = name.keys;
      key.push_back(name.suffix.substr(0, 2));
      return forms[key];
    };
    for (std::uint32_t i = 0; i < known_.size(); ++i) {
      if (known_[i].empty() || known_[i].is_lone()) continue;
      Form& form = form_of(known_[i]);
      form.name = known_[i];
      form.known.push_back(i);
    }
    SeeRunningText();
    for (std::uint32_t i = 0; i < mentions_.size(); ++i) {
      const PersonName& name = mentions_[i].name;
      if (name.is_lone() || IsHeadlineWord(mentions_[i]) || IsOtherHalf(mentions_[i])) continue;
      Form& form = form_of(name);
      const bool better = form.mentions.empty() || (mentions_[form.mentions.front()].is_headline &&
                                                    !mentions_[i].is_headline);
      if (better && form.known.empty()) form.name = mentions_[i].name;
      form.mentions.push_back(i);
    }
    for (auto& [ignored, form] : forms) forms_.push_back(std::move(form));
    std::ranges::sort(forms_, {}, Fullness);
  }

  void SeeRunningText() {
    for (const PersonMention& mention : mentions_) {
      if (mention.is_title_line || mention.is_completed) continue;
      surnames_.insert(mention.name.last_key());
      if (mention.name.is_lone()) continue;
      full_names_.insert(mention.name.ToString());
      surname_of_[mention.name.first_key()] = mention.name.last_key();
    }
  }

  // "Rocker Hale Jailed" above an article on Tom Hale names no Rocker Hale.
  bool IsHeadlineWord(const PersonMention& mention) const {
    return mention.is_title_line && !mention.has_first_name &&
           surnames_.contains(mention.name.last_key()) &&
           !full_names_.contains(mention.name.ToString());
  }

  // "Bill" of "Bill and Hillary Clinton" is a Clinton unless another Bill is in the article.
  bool IsOtherHalf(const PersonMention& mention) const {
    if (!mention.is_completed) return false;
    const auto it = surname_of_.find(mention.name.first_key());
    return it != surname_of_.end() && it->second != mention.name.last_key();
  }

  // Those who share a part of the name: the first 64 for each part.
  std::vector<std::uint32_t> Sharing(const std::vector<std::string>& keys) const {
    std::vector<std::uint32_t> people;
    for (const std::string& key : keys) {
      const auto it = by_part_.find(key);
      if (it != by_part_.end()) people.insert(people.end(), it->second.begin(), it->second.end());
    }
    std::ranges::sort(people);
    people.erase(std::unique(people.begin(), people.end()), people.end());
    return people;
  }

  // Jr. and the plain name are two people if the plain one was named first, or both in one
  // sentence.
  bool AreFatherAndSon(const Form& form, std::uint32_t person) const {
    const PersonName& other = people_[person].name;
    if (form.name.suffix.empty() == other.suffix.empty()) return false;
    const std::vector<std::uint32_t>& others = forms_of_[person];
    if (form.mentions.empty() || others.empty()) return true;
    const std::vector<std::uint32_t>& plain = form.name.suffix.empty() ? form.mentions : others;
    const std::vector<std::uint32_t>& junior = form.name.suffix.empty() ? others : form.mentions;
    if (plain.front() < junior.front()) return true;
    const auto sentence_of = [&](std::uint32_t i) { return mentions_[i].sentence; };
    return std::ranges::any_of(plain, [&](std::uint32_t i) {
      return std::ranges::binary_search(junior, sentence_of(i), {}, sentence_of);
    });
  }

  void PlaceForm(const Form& form) {
    std::vector<std::uint32_t> fitting;
    for (const std::uint32_t person : Sharing(form.name.keys)) {
      if (MayBeOnePerson(people_[person].name, form.name) && !AreFatherAndSon(form, person)) {
        fitting.push_back(person);
      }
    }
    const std::uint32_t person = fitting.size() == 1 ? fitting.front() : AddPerson(form.name);
    for (const std::uint32_t i : form.mentions) person_of_[i] = person;
    people_[person].known.insert(people_[person].known.end(), form.known.begin(), form.known.end());
    std::vector<std::uint32_t>& mentions = forms_of_[person];
    mentions.insert(mentions.end(), form.mentions.begin(), form.mentions.end());
    std::ranges::sort(mentions);
    if (people_[person].name.suffix.empty()) people_[person].name.suffix = form.name.suffix;
  }

  std::uint32_t AddPerson(const PersonName& name) {
    const auto person = static_cast<std::uint32_t>(people_.size());
    people_.push_back({name, {}, {}});
    last_seen_.push_back(kNever);
    forms_of_.emplace_back();
    for (const std::string& key : name.keys) {
      Index(key, person);
      // "Bautista" and "Agut" of "Bautista-Agut"; "assad" of "al-Assad".
      for (std::size_t at = key.find(' '); at != std::string::npos; at = key.find(' ', at + 1)) {
        Index(key.substr(at + 1), person);
        Index(key.substr(0, at), person);
      }
    }
    return person;
  }

  void Index(const std::string& key, std::uint32_t person) {
    std::vector<std::uint32_t>& people = by_part_[key];
    if (people.size() < kMostCandidates && (people.empty() || people.back() != person)) {
      people.push_back(person);
    }
  }

  // How well a name by itself fits a person; 0: not at all.
  int Fit(const PersonMention& mention, const PersonName& name) const {
    const std::string& lone = LoneKey(mention);
    if (name.is_lone()) return name.last_key() == lone ? 2 : 1;
    const bool is_surname = name.last_key() == lone || EndsWithWord(name.last_key(), lone);
    const bool is_first = name.first_key() == lone;
    if (is_surname) return mention.is_royal ? 3 : name.suffix.empty() ? 6 : 5;
    if (is_first) return mention.is_royal ? 6 : 4;
    return 3;
  }
  static const std::string& LoneKey(const PersonMention& mention) {
    return mention.is_completed ? mention.name.first_key() : mention.name.last_key();
  }
  static bool EndsWithWord(std::string_view text, std::string_view word) {
    return text.size() > word.size() && text.ends_with(word) &&
           text[text.size() - word.size() - 1] == ' ';
  }

  // The one named last before mention `i`, else the one named first after it.
  std::uint32_t Nearest(const std::vector<std::uint32_t>& people) const {
    std::uint32_t nearest = people.front();
    for (const std::uint32_t person : people) {
      const std::uint32_t seen = last_seen_[person];
      const std::uint32_t best = last_seen_[nearest];
      if (seen != kNever && (best == kNever || seen > best)) nearest = person;
      if (seen == kNever && best == kNever && FirstOf(person) < FirstOf(nearest)) nearest = person;
    }
    return nearest;
  }
  std::uint32_t FirstOf(std::uint32_t person) const {
    return forms_of_[person].empty() ? kNever : forms_of_[person].front();
  }

  // The person whom a lone name means, who is added if nobody fits.
  std::uint32_t PlaceLone(const PersonMention& mention) {
    std::vector<std::uint32_t> fitting;
    int best = 0;
    for (const std::uint32_t person : Sharing({LoneKey(mention)})) {
      const int fit = Fit(mention, people_[person].name);
      if (fit < best) continue;
      if (fit > best) fitting.clear();
      best = fit;
      fitting.push_back(person);
    }
    if (!fitting.empty()) return Nearest(fitting);
    const std::uint32_t misspelt = Misspelt(LoneKey(mention));
    return misspelt != kNever ? misspelt : AddPerson(mention.name);
  }

  // The person whose surname is one letter off.
  std::uint32_t Misspelt(const std::string& key) const {
    if (people_.size() > kMostCandidates || key.size() < 6) return kNever;
    for (std::uint32_t person = 0; person < people_.size(); ++person) {
      const PersonName& name = people_[person].name;
      if (name.is_lone() || name.last_key().substr(0, 3) != key.substr(0, 3)) continue;
      if (IsOneEditApart(name.last_key(), key)) return person;
    }
    return kNever;
  }

  void SortByFirstMention() {
    std::ranges::stable_sort(people_, {}, [](const LinkedPerson& person) {
      if (!person.known.empty()) return std::pair(0, person.known.front());
      return std::pair(1, person.mentions.empty() ? kNever : person.mentions.front());
    });
  }

  std::span<const PersonMention> mentions_;
  std::span<const PersonName> known_;
  // What the mentions in running text hold: surnames, names in full, surnames by first name.
  std::unordered_set<std::string> surnames_;
  std::unordered_set<std::string> full_names_;
  std::unordered_map<std::string, std::string> surname_of_;
  std::vector<Form> forms_;
  std::vector<LinkedPerson> people_;
  std::vector<std::vector<std::uint32_t>> forms_of_;  // The full mentions of each person.
  std::vector<std::uint32_t> last_seen_;
  std::vector<std::uint32_t> person_of_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_part_;
};

}  // namespace

std::vector<LinkedPerson> LinkMentions(std::span<const PersonMention> mentions,
                                       std::span<const PersonName> known) {
  return Linker(mentions, known).Link();
}

}  // namespace backfile
