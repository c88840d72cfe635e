// What a news story is, once nobody has to ask any more which format it came from.
//
// The folder article/ holds the story itself and what can be told from its words. It knows of no
// archive, no format and no index.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "article/date.h"
#include "article/locator.h"
#include "article/problem.h"

namespace backfile {

// How a fact came to us. On disk.
enum class Basis : std::uint8_t { kMetadata, kText };

// A person that the story is about or mentions.
struct Person {
  std::string name;                   // Canonical: "Kate Allen".
  std::string role;                   // "director of Amnesty International UK"; may be empty.
  std::vector<std::string> mentions;  // As written: "Kate Allen", "Ms Allen".
  Basis basis = Basis::kMetadata;

  friend bool operator==(const Person&, const Person&) = default;
};

// Words between quotation marks, or told in the writer's own ("said that ..."). On disk.
enum class Speech : std::uint8_t { kDirect, kReported };

struct Quote {
  std::string text;     // Without its quotation marks.
  std::string speaker;  // Canonical name of a person or organisation; empty if not known.
  Speech speech = Speech::kDirect;
  friend bool operator==(const Quote&, const Quote&) = default;
};

struct Acronym {
  std::string short_form;  // "SDF"
  std::string long_form;   // "Syrian Democratic Forces"
  friend bool operator==(const Acronym&, const Acronym&) = default;
};

// A date told in the text, resolved against the date of publication.
struct Event {
  PartialDate from;
  PartialDate to;
  std::string as_written;
  friend bool operator==(const Event&, const Event&) = default;
};

enum class Status : std::uint8_t { kUsable, kEmbargoed, kWithheld, kCanceled };  // On disk.
std::string_view StatusName(Status status);                                      // "usable"

// One story. Every string is valid UTF-8 in the spelling of its source (curly quotes stay curly),
// without control characters but for line ends; an empty string or list means "not known".
// A plain value; readers fill in what their format says, `FinishArticle` the rest.
struct Article {
  std::string id;           // "bf:" and 16 hexadecimal digits; see ArticleId().
  std::string external_id;  // The story's own identifier within its source.
  Locator locator;          // Where it was read. Not part of what the story is.
  std::string format;       // Name of the format it was read from: "nitf".

  std::string title;
  std::string subtitle;
  std::string body;  // Paragraphs joined by "\n\n"; a single "\n" is a line break within one.
  std::vector<std::string> captions;
  std::vector<std::string> byline;  // One entry a writer.

  std::string source;        // Who provided it: "The Guardian".
  std::string source_basis;  // "metadata", "path", "url", ...; empty without a source.
  std::optional<PartialDate> published;
  DateBasis published_basis = DateBasis::kNone;
  std::optional<PartialDate> modified;
  std::optional<PartialDate> embargo_until;
  std::optional<PartialDate> captured;  // Web archives: when the page was fetched.

  std::string story;    // What the versions of one story have in common.
  std::string version;  // Comparable within the story: numbers as numbers, else as text.
  Status status = Status::kUsable;
  std::string correction;  // The text of a correction or the editor's note on it.

  std::string language;  // BCP 47: "en", "pt-BR".
  std::string section;
  std::vector<std::string> subjects;
  std::vector<Person> people;
  std::vector<std::string> organisations;
  std::vector<std::string> places;
  std::vector<Acronym> acronyms;
  std::vector<Quote> quotes;
  std::vector<Event> events;
  std::string url;

  // Other spellings of words in the text, where a line's end leaves open which is right:
  // "wheel-barrow" for "wheelbarrow". Searched and kept, not shown.
  std::vector<std::string> other_forms;
  std::vector<std::string> notes;  // What was met while reading it, in sentences.
  // What else the record said, as (key, JSON text): kept and shown, not searched.
  std::vector<std::pair<std::string, std::string>> extras;

  friend bool operator==(const Article&, const Article&) = default;
};

// The identity of a story: from its own identifier within its source if it has one, else from its
// source and content (title, subtitle, body, captions, published). Never from its path or place.
// "bf:" and 16 lower-case hexadecimal digits of an XXH3 hash (stable since xxHash 0.8.0).
std::string ArticleId(const Article& article);
// The same without regard to its own identifier, for an article whose identifier another one holds.
std::string ArticleIdFromContent(const Article& article);
// The 64 bits behind "bf:". Requires: id was made by ArticleId.
std::uint64_t IdNumber(std::string_view id);

// A digest of all that the article says (everything but id and locator): equal digests mean that
// nothing which is stored, searched or shown has changed.
std::uint64_t ContentDigest(const Article& article);

// Whether there is nothing in it to index: no title, text or caption. A record with an identifier
// and a date tells at least that there was a story.
bool SaysNothing(const Article& article);

// Makes a freshly read article whole: trims and normalises its strings, drops an empty or repeated
// value from its lists, takes a title from the first line where there is none, sets id.
void FinishArticle(Article* article);

}  // namespace backfile
