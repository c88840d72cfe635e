// The document differs from our own JSON where an engine would choke on that: acronyms and extras
// are lists, since their keys come from the input (each would become a field of the mapping, and a
// repeated one is refused); a partial date is a range, since an engine would make an instant of it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/bulk.h"

#include <algorithm>

#include "article/json.h"

namespace backfile {

namespace {

constexpr std::size_t kLongestName = 255;

// A keyword is left out of the index beyond 8191 characters: of four bytes each, they still fit
// into the longest term of Lucene (32,766 bytes).
constexpr std::string_view kMapping = R"json({
  "mappings": {
    "dynamic": "strict",
    "properties": {
      "id": {"type": "keyword"},
      "external_id": {"type": "keyword", "ignore_above": 8191},
      "archive": {"type": "keyword", "ignore_above": 8191},
      "member": {"type": "keyword", "ignore_above": 8191},
      "offset": {"type": "long"},
      "length": {"type": "long"},
      "format": {"type": "keyword"},
      "title": {"type": "text"},
      "subtitle": {"type": "text"},
      "body": {"type": "text"},
      "captions": {"type": "text"},
      "byline": {"type": "text", "fields": {"exact": {"type": "keyword", "ignore_above": 8191}}},
      "source": {"type": "keyword", "ignore_above": 8191},
      "source_basis": {"type": "keyword"},
      "published": {"type": "date", "format": "strict_date_optional_time"},
      "published_range": {"type": "date_range", "format": "strict_date_optional_time"},
      "published_as_known": {"type": "keyword"},
      "published_basis": {"type": "keyword"},
      "modified": {"type": "date", "format": "strict_date_optional_time"},
      "embargo_until": {"type": "date", "format": "strict_date_optional_time"},
      "captured": {"type": "date", "format": "strict_date_optional_time"},
      "story": {"type": "keyword", "ignore_above": 8191},
      "version": {"type": "keyword", "ignore_above": 8191},
      "status": {"type": "keyword"},
      "correction": {"type": "text"},
      "language": {"type": "keyword", "ignore_above": 8191},
      "section": {"type": "keyword", "ignore_above": 8191},
      "subjects": {"type": "keyword", "ignore_above": 8191},
      "people": {"properties": {
        "name": {"type": "text", "fields": {"exact": {"type": "keyword", "ignore_above": 8191}}},
        "role": {"type": "text"},
        "mentions": {"type": "text"},
        "basis": {"type": "keyword"}}},
      "organisations": {"type": "keyword", "ignore_above": 8191},
      "places": {"type": "keyword", "ignore_above": 8191},
      "acronyms": {"properties": {
        "short": {"type": "keyword", "ignore_above": 8191},
        "long": {"type": "text"}}},
      "quotes": {"properties": {
        "text": {"type": "text"},
        "speaker": {"type": "text", "fields": {"exact": {"type": "keyword", "ignore_above": 8191}}},
        "reported": {"type": "boolean"}}},
      "events": {"properties": {
        "when": {"type": "date_range", "format": "strict_date_optional_time"},
        "as_written": {"type": "text"}}},
      "url": {"type": "keyword", "ignore_above": 8191},
      "notes": {"type": "text"},
      "extras": {"properties": {
        "key": {"type": "keyword", "ignore_above": 8191},
        "json": {"type": "text", "index": false}}}
    }
  }
}
)json";

template <class Fill>
std::string Object(Fill fill) {
  std::string out;
  JsonObject json(&out);
  fill(&json);
  json.Close();
  return out;
}

template <class T, class Fill>
void ObjectsIfAny(std::string_view key, const std::vector<T>& values, Fill fill, JsonObject* json) {
  if (values.empty()) return;
  std::string list = "[";
  for (const T& value : values) {
    if (list.size() > 1) list += ',';
    list += Object([&](JsonObject* one) { fill(value, one); });
  }
  json->Raw(key, list + "]");
}

std::string Moment(std::chrono::sys_seconds time) {
  return PartialDate::Wall(std::chrono::local_seconds(time.time_since_epoch()), Precision::kSecond,
                           std::chrono::minutes(0))
      .ToString();
}

void Range(std::string_view key, const PartialDate& from, const PartialDate& to, JsonObject* json) {
  json->Raw(key, Object([&](JsonObject* range) {
              // An engine refuses a range that ends before it begins.
              range->Text("gte", Moment(std::min(from.first(), to.last())));
              range->Text("lte", Moment(std::max(from.first(), to.last())));
            }));
}

void MomentIfAny(std::string_view key, const std::optional<PartialDate>& date, JsonObject* json) {
  if (date) json->Text(key, Moment(date->first()));
}

void AddTexts(const Article& a, JsonObject* json) {
  json->TextIfAny("title", a.title);
  json->TextIfAny("subtitle", a.subtitle);
  json->TextIfAny("body", a.body);
  json->ListIfAny("captions", a.captions);
  json->ListIfAny("byline", a.byline);
  json->TextIfAny("source", a.source);
  json->TextIfAny("source_basis", a.source_basis);
  json->TextIfAny("correction", a.correction);
  json->ListIfAny("notes", a.notes);
}

void AddDates(const Article& a, JsonObject* json) {
  MomentIfAny("published", a.published, json);
  if (a.published) {
    Range("published_range", *a.published, *a.published, json);
    json->Text("published_as_known", a.published->ToString());
    json->Text("published_basis", DateBasisName(a.published_basis));
  }
  MomentIfAny("modified", a.modified, json);
  MomentIfAny("embargo_until", a.embargo_until, json);
  MomentIfAny("captured", a.captured, json);
}

void AddFacets(const Article& a, JsonObject* json) {
  json->TextIfAny("story", a.story);
  json->TextIfAny("version", a.version);
  json->Text("status", StatusName(a.status));
  json->TextIfAny("language", a.language);
  json->TextIfAny("section", a.section);
  json->ListIfAny("subjects", a.subjects);
  json->ListIfAny("organisations", a.organisations);
  json->ListIfAny("places", a.places);
  json->TextIfAny("url", a.url);
}

void FillPerson(const Person& person, JsonObject* json) {
  json->Text("name", person.name);
  json->TextIfAny("role", person.role);
  json->ListIfAny("mentions", person.mentions);
  json->Text("basis", person.basis == Basis::kText ? "text" : "metadata");
}
void FillAcronym(const Acronym& acronym, JsonObject* json) {
  json->Text("short", acronym.short_form);
  json->Text("long", acronym.long_form);
}
void FillQuote(const Quote& quote, JsonObject* json) {
  json->Text("text", quote.text);
  json->TextIfAny("speaker", quote.speaker);
  json->Bool("reported", quote.speech == Speech::kReported);
}
void FillEvent(const Event& event, JsonObject* json) {
  Range("when", event.from, event.to, json);
  json->TextIfAny("as_written", event.as_written);
}
void FillExtra(const std::pair<std::string, std::string>& extra, JsonObject* json) {
  json->Text("key", extra.first);
  json->Text("json", extra.second);
}

std::string Document(const Article& a) {
  return Object([&](JsonObject* json) {
    AddProvenance(a, json);
    AddTexts(a, json);
    AddDates(a, json);
    AddFacets(a, json);
    ObjectsIfAny("people", a.people, FillPerson, json);
    ObjectsIfAny("acronyms", a.acronyms, FillAcronym, json);
    ObjectsIfAny("quotes", a.quotes, FillQuote, json);
    ObjectsIfAny("events", a.events, FillEvent, json);
    ObjectsIfAny("extras", a.extras, FillExtra, json);
  });
}

std::string Action(std::string_view verb, std::string_view name, std::string_view id) {
  return Object([&](JsonObject* json) {
           json->Raw(verb, Object([&](JsonObject* what) {
                       what->Text("_index", name);
                       what->Text("_id", id);
                     }));
         }) +
         "\n";
}

}  // namespace

std::string SearchNameFault(std::string_view name) {
  constexpr std::string_view kForbidden = "\\/*?\"<>| ,#:";
  const auto is_bad = [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte >= 0x7f || (c >= 'A' && c <= 'Z') ||
           kForbidden.find(c) != std::string_view::npos;
  };
  if (name.empty() || name.size() > kLongestName) return "it must have 1 to 255 characters";
  if (name == "." || name == "..") return "it may not be . or ..";
  if (std::string_view("-_+").find(name.front()) != std::string_view::npos) {
    return "it may not begin with -, _ or +";
  }
  if (std::ranges::any_of(name, is_bad)) {
    return "it must be in lower-case ASCII, without spaces and any of \\ / * ? \" < > | , # :";
  }
  return "";
}

std::string_view BulkMapping() { return kMapping; }

std::string BulkIndex(std::string_view name, const Article& article) {
  return Action("index", name, article.id) + Document(article) + "\n";
}

std::string BulkDelete(std::string_view name, std::string_view id) {
  return Action("delete", name, id);
}

}  // namespace backfile
