// Fields as they are written.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/fields.h"

#include <algorithm>
#include <array>

#include "article/json.h"
#include "article/news_date.h"
#include "article/text.h"

namespace backfile {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), Lower);
  return lower;
}

// A template that was sent unfilled, or zeros.
bool IsPlaceholder(std::string_view written) {
  const std::string lower = LowerAscii(written);
  for (const std::string_view part : {"yyyy", "dd/mm", "mm/dd", "hhmm", "hh:mm", "0000-00-00"}) {
    if (lower.find(part) != kNone) return true;
  }
  return lower.find_first_not_of("0-:/. tz") == kNone || lower == "null" || lower == "none" ||
         lower == "n/a" || lower == "unknown";
}

std::string JsonText(std::string_view text) {
  std::string json;
  AppendJsonString(text, &json);
  return json;
}

// The JSON of an extra that is there already.
std::string* FindExtra(std::string_view key, Article* article) {
  for (auto& [known, json] : article->extras) {
    if (known == key) return &json;
  }
  return nullptr;
}

}  // namespace

void TakeDate(std::string_view written, std::string_view what, std::optional<PartialDate>* field,
              Article* article) {
  constexpr std::size_t kLongestNote = 60;
  written = Trim(written);
  if (field->has_value() || written.empty()) return;
  *field = ParseNewsDate(written);
  if (*field) {
    // Midnight without a zone is how systems write a day.
    const auto day = std::chrono::floor<std::chrono::days>((*field)->wall());
    const bool is_midnight = (*field)->precision() == Precision::kSecond && !(*field)->offset() &&
                             day == (*field)->wall();
    if (is_midnight) *field = PartialDate::Day((*field)->day());
    return;
  }
  if (IsPlaceholder(written)) return;
  const std::string shown = CleanUtf8(written.substr(0, kLongestNote));
  article->notes.push_back("the " + std::string(what) + " \"" + shown + "\" is no date");
}

void TakePublished(std::string_view written, Article* article) {
  if (article->published) return;
  TakeDate(written, "date", &article->published, article);
  if (article->published) article->published_basis = DateBasis::kMetadata;
}

void TakeText(std::string_view text, std::string* field) {
  if (field->empty()) *field = Trim(text);
}

void TakeSource(std::string_view source, Article* article) {
  if (!article->source.empty() || Trim(source).empty()) return;
  article->source = Squeeze(source);
  article->source_basis = "metadata";
}

void TakeLanguage(std::string_view tag, Article* article) {
  constexpr std::size_t kLongest = 35;
  tag = Trim(tag);
  if (!article->language.empty() || tag.size() > kLongest) return;
  std::string out;
  const std::vector<std::string> parts = SplitList(tag, "-_");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string part = LowerAscii(parts[i]);
    if (!std::ranges::all_of(part, [](char c) { return IsLetter(c) || IsDigit(c); })) return;
    const bool is_region = i > 0 && part.size() == 2;
    const bool is_script = i > 0 && part.size() == 4;
    const auto upper = [](char* c) {
      *c = *c >= 'a' && *c <= 'z' ? static_cast<char>(*c - 32) : *c;
    };
    if (is_region || is_script) upper(&part[0]);
    if (is_region) upper(&part[1]);
    out += (i == 0 ? "" : "-") + part;
  }
  const std::size_t primary = parts.empty() ? 0 : parts.front().size();
  if (primary == 2 || primary == 3) article->language = out;
}

void TakeByline(std::string_view byline, Article* article) {
  if (article->byline.empty()) article->byline = SplitByline(byline);
}

std::string BareName(std::string_view name) {
  std::string bare = Squeeze(name);
  for (const std::string_view ending : {"'s", "’s", ",", ".'s", ";", ":"}) {
    if (bare.ends_with(ending)) bare.resize(bare.size() - ending.size());
  }
  for (const std::string_view ending : {"s'", "s’"}) {
    if (bare.ends_with(ending)) bare.resize(bare.size() - ending.size() + 1);
  }
  return bare;
}

void AddPerson(std::string_view name, std::string_view role, Article* article) {
  std::string bare = BareName(name);
  if (bare.empty()) return;
  article->people.push_back({std::move(bare), Squeeze(role), {}, Basis::kMetadata});
}

void AddSubject(std::string_view label, std::string_view code, Article* article) {
  label = Trim(label);
  code = Trim(code);
  if (label.empty() && code.empty()) return;
  article->subjects.emplace_back(label.empty() ? code : label);
  if (label.empty() || code.empty()) return;
  AddToExtra("subject_codes", std::string(code) + " " + std::string(label), article);
}

void AddExtra(std::string_view key, std::string_view text, Article* article) {
  const std::string tidy = Squeeze(text);
  if (tidy.empty() || FindExtra(key, article) != nullptr) return;
  article->extras.emplace_back(key, JsonText(tidy));
}

void AddAbstract(std::string_view text, Article* article) {
  if (Trim(text).empty()) return;
  if (Squeeze(text) != Squeeze(article->body)) AddExtra("abstract", text, article);
}

void AddToExtra(std::string_view key, std::string_view text, Article* article) {
  constexpr std::size_t kLongestList = 100'000;
  const std::string tidy = Squeeze(text);
  if (tidy.empty()) return;
  const std::string json = JsonText(tidy);
  std::string* list = FindExtra(key, article);
  if (list == nullptr) {
    article->extras.emplace_back(key, "[" + json + "]");
  } else if (list->size() < kLongestList && list->find(json) == std::string::npos) {
    list->back() = ',';
    *list += json + "]";
  }
}

Status StatusOf(std::string_view word) {
  const std::string lower = LowerAscii(Trim(word.substr(word.rfind(':') + 1)));
  if (lower.starts_with("embargo")) return Status::kEmbargoed;
  if (lower.starts_with("withh")) return Status::kWithheld;
  if (lower.starts_with("cancel") || lower.starts_with("kill")) return Status::kCanceled;
  return Status::kUsable;
}

}  // namespace backfile
