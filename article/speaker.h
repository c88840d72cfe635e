// Who a noun phrase beside a verb of saying means: "Ms Allen", "he", "an MoD spokesman".
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "article/cast.h"
#include "article/news_words.h"

namespace backfile {

// A speaker as far as it is known.
struct Voice {
  static constexpr int kUnknown = -1;  // Somebody, but we cannot tell who.
  static constexpr int kNobody = -2;   // There is no noun phrase.
  int member = kNobody;                // Of the Cast.
  Gender gender = Gender::kUnknown;
  bool is_human = false;  // Can be "he" or "she" later on.
  std::uint32_t at = 0;   // The word at which it was heard.

  bool is_known() const { return member >= 0; }
  bool is_somebody() const { return member != kNobody; }
};

// Resolves speakers in the order of the text and remembers who was spoken of, for pronouns and for
// "the report", "the company". Views both arguments, which must outlive it.
class SpeakerFinder {
 public:
  SpeakerFinder(const NewsText& text, Cast* cast) : text_(text), cast_(*cast) {}

  // The subject of the verb at word `verb`, in the words [begin, verb): "Kate Allen, the director
  // of Amnesty, said", "he later told". kNobody if the verb follows on from another ("and added").
  Voice Before(std::uint32_t verb, std::uint32_t begin);
  // The subject behind an inverted verb, in [begin, end): "said Kate Allen, who ...".
  Voice After(std::uint32_t begin, std::uint32_t end);
  // The subject of the sentence that begins at `begin`, where a verb has none of its own.
  Voice MainSubject(std::uint32_t begin, std::uint32_t end);
  // The noun phrase [begin, end).
  Voice Resolve(std::uint32_t begin, std::uint32_t end);

  // Call for each sentence, or part of one outside quotations, after what was said in it.
  void Pass(std::uint32_t begin, std::uint32_t end);
  // Call for each speaker found; `at` is a word of the sentence.
  void Heard(Voice voice, std::uint32_t at);

  // A finite verb, roughly.
  bool IsVerb(std::uint32_t i) const;

 private:
  Voice Apposed(std::uint32_t comma, std::uint32_t begin);
  Voice Pronoun(std::uint32_t i) const;
  Voice OnlyPersonBefore(std::uint32_t i, Gender gender) const;
  Voice Spokesman(std::uint32_t begin, std::uint32_t noun, std::uint32_t head, std::uint32_t end);
  Voice Document(std::uint32_t begin, std::uint32_t head, std::uint32_t end);
  Voice Body(std::uint32_t noun) const;
  Voice AsWritten(std::uint32_t begin, std::uint32_t end, bool after_spokesman = false);
  Voice OrganisationAt(std::uint32_t begin, std::uint32_t end);
  Voice NamedPerson(std::uint32_t begin, std::uint32_t end);
  Voice OfMember(int member) const;
  std::uint32_t BracketBefore(std::uint32_t end, std::uint32_t begin) const;
  bool IsParty(std::uint32_t i) const;
  std::uint32_t NounStart(std::uint32_t end, std::uint32_t begin) const;
  std::uint32_t HeadEnd(std::uint32_t begin, std::uint32_t end) const;
  void LearnDocuments(std::uint32_t begin, std::uint32_t end);

  const NewsText& text_;
  Cast& cast_;
  std::vector<Voice> recent_;             // Subjects and speakers, the newest last.
  Voice spokesman_;                       // The body that a spokesman last spoke for.
  int document_owner_ = Voice::kUnknown;  // Who published "the report".
};

}  // namespace backfile
