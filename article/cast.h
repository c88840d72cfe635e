// The cast of a story: the people and bodies that may speak in it, and where it mentions them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "article/news_words.h"

namespace backfile {

enum class Gender : std::uint8_t { kUnknown, kMale, kFemale };

// Whether a pronoun of one may mean somebody of the other.
inline bool Agree(Gender a, Gender b) {
  return a == b || a == Gender::kUnknown || b == Gender::kUnknown;
}
Gender GenderOf(NewsWord word);

class Cast {
 public:
  struct Member {
    std::string name;  // Canonical, as the story's people or organisations have it.
    bool is_person = false;
    Gender gender = Gender::kUnknown;
    bool is_listed = false;  // Among the article's people, organisations or acronyms.
  };
  struct Mention {
    std::uint32_t first = 0;  // Words [first, last).
    std::uint32_t last = 0;
    int member = 0;
  };

  // Takes the people, organisations and acronyms of the article and finds their mentions in the
  // text: by the whole name, by any form that the article lists, a person by the last and first
  // name, a body by its acronym, without "Ltd", or by its first words if they are no other's.
  void Learn(const Article& article, const NewsText& text);

  const Member& at(int member) const { return members_[static_cast<std::size_t>(member)]; }

  // The mention that ends before word `last`, begins at word `first`, or covers word i; the longest
  // one.
  const Mention* EndingAt(std::uint32_t last) const;
  const Mention* StartingAt(std::uint32_t first) const;

  // The one person whose role has this word ("spokesman", "senator"); -1: none or several.
  int PersonByRole(std::uint64_t word) const;
  // The one body whose name has this word ("ministry"); -1: none or several.
  int BodyByNoun(std::uint64_t word) const;
  // Whether the body's name has a noun for what it is, and another one ("ministry" for "charity").
  bool IsOtherSort(int body, std::uint64_t noun) const;
  // A speaker that the article does not list, by the name as written; -1 if there are too many.
  int AddAsWritten(std::string_view name, bool is_person) {
    return AddMember(name, is_person, false);
  }

 private:
  struct Form {  // A sequence of words that means a member.
    std::uint64_t first_word = 0;
    std::uint32_t begin = 0;  // In form_words_.
    std::uint32_t size = 0;
    int member = 0;
    bool is_whole = false;  // The whole name rather than a part of it.
  };
  struct NameWord {
    std::uint64_t word = 0;
    int member = 0;
  };

  int AddMember(std::string_view name, bool is_person, bool is_listed);
  void AddPerson(const Person& person);
  void AddBody(std::string_view name);
  void AddAcronym(const Acronym& acronym);
  void AddForm(std::uint32_t first, std::uint32_t last, int member, bool is_whole);
  void AddForm(std::string_view text, int member, bool is_whole);
  void AddPrefixes();
  int FindBody(std::string_view folded) const;
  void FindMentions(const NewsText& text);
  std::uint32_t MatchAt(const NewsText& text, std::uint32_t i, int* member);
  bool Matches(const Form& form, const NewsText& text, std::uint32_t i) const;
  void LearnGender(const NewsText& text, const Mention& mention);

  std::vector<Member> members_;
  std::vector<std::string> folded_;        // Of members_, without "the".
  std::vector<Form> forms_;                // Sorted by first word, longest first.
  std::vector<std::uint64_t> form_words_;  // Hashes.
  std::vector<NameWord> role_words_;
  std::vector<NameWord> name_words_;      // Of bodies.
  std::vector<std::uint32_t> last_seen_;  // By member: the last whole mention, plus one.
  std::vector<Mention> mentions_;
  std::vector<std::int32_t> ends_at_;  // By word: index in mentions_ of what ends before it.
  std::vector<std::int32_t> starts_at_;
  std::uint64_t filter_ = 0;  // Bit (hash & 63) of every first word.
  Words scratch_;
};

}  // namespace backfile
