// Filling in an article from what agencies and feeds write in their fields.
//
// A field that is already known is never overwritten: readers ask the surest place first.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "formats/byline.h"

namespace backfile {

// Takes a date as metadata. What is written but is no date, or cannot be true, becomes a note;
// blanks and placeholders do not ("YYYYMMDD000000-HHMM", "dd/mm/yyyy", "0000-00-00"). Midnight
// without a zone is a day.
void TakePublished(std::string_view written, Article* article);
void TakeDate(std::string_view written, std::string_view what, std::optional<PartialDate>* field,
              Article* article);

// Takes a text into a field that is empty.
void TakeText(std::string_view text, std::string* field);
void TakeSource(std::string_view source, Article* article);
// The language tag in the spelling of BCP 47 ("EN" is "en", "pt_br" is "pt-BR"); what is none
// ("x-default") is left out.
void TakeLanguage(std::string_view tag, Article* article);

// The writers that a byline names (formats/byline.h).
void TakeByline(std::string_view byline, Article* article);

// A name as it stands in running text: without "'s" and the marks around it.
std::string BareName(std::string_view name);
void AddPerson(std::string_view name, std::string_view role, Article* article);

// A subject by its label, else by its code; both are kept together among the extras.
void AddSubject(std::string_view label, std::string_view code, Article* article);

// What is kept and shown, not searched: one text, the first that is not blank, or a list of texts.
void AddExtra(std::string_view key, std::string_view text, Article* article);
void AddToExtra(std::string_view key, std::string_view text, Article* article);

// A summary, unless the body says nothing else. To be called when the body is known.
void AddAbstract(std::string_view text, Article* article);

// The status that a word means ("usable", "stat:canceled", "Embargoed"); unknown words mean usable.
Status StatusOf(std::string_view word);

}  // namespace backfile
