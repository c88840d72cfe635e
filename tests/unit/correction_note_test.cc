// Notes of editors on their own mistakes, in invented articles.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/correction_note.h"

#include <vector>

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("a labelled paragraph, or one that speaks of an earlier version, is the note",
          "[correction_note]") {
  const std::string note = GENERATE(
      as<std::string>(), "Correction: The vote was on Tuesday, not on Monday.",
      "CORRECTION, June 5: The vote was on Tuesday, not on Monday.",
      "* Clarification (5 June): The vote was on Tuesday, not on Monday.",
      "[Korrektur: Die Abstimmung war am Dienstag, nicht am Montag.]",
      "An earlier version of this article gave Ms Marsh's age as 47; she is 74.",
      "Editor's note: A previous version of this story misspelled the name of Helen Marsh.",
      "This article has been corrected to say that the vote was on Tuesday.",
      "This is new. This story has been updated to correct the name of the harbour.",
      "This article was amended on 20 June to correct the spelling of Marsh.");
  CHECK(FindCorrectionNote("Harbour plan passes", "It passed.\n\n" + note) == note);
}

TEST_CASE("the note may stand below its label", "[correction_note]") {
  CHECK(FindCorrectionNote("", "It passed.\n\nCorrection\n\nIt passed on Tuesday.") ==
        "It passed on Tuesday.");
}

TEST_CASE("under a headline that says so the first paragraph is the note", "[correction_note]") {
  CHECK(
      FindCorrectionNote("Correction: Harbour plan", "In a story of June 5 the vote was moved.") ==
      "In a story of June 5 the vote was moved.");
  CHECK(FindCorrectionNote("CORRECTED-Harbour plan passes", "(Corrects day)\n\nIt passed.") ==
        "(Corrects day)");
}

TEST_CASE("what is no correction has no note", "[correction_note]") {
  for (const char* body : {
           "Correction facilities in the county are full.",
           "The Courier ran a correction: the minister had never been to Marran.",
           "“An earlier version of this report was kinder to the minister,” she said.",
           "An earlier version of this plan was refused in May.",
           "The text was corrected by hand.",
           "The report was corrected by the ministry.",
           "This report wants the ministry to correct its figures.",
           "An earlier version of this postal plan was refused in May.",
           "This story has been updated with the minister's answer.",
           "Corrections officers said they had not been told.",
           "",
       }) {
    CAPTURE(body);
    CHECK(FindCorrectionNote("Harbour plan passes", body).empty());
  }
}

TEST_CASE("a note in a long paragraph begins with its sentence", "[correction_note]") {
  const std::string story(700, 'x');
  CHECK(FindCorrectionNote("", story + ". An earlier version of this story was wrong. Sorry.") ==
        "An earlier version of this story was wrong. Sorry.");
  CHECK(FindCorrectionNote("", "Correction: " + std::string(5000, 'x')).size() <= 1000);
}
