// The table of formats, and what holds for the articles of all of them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/formats.h"

#include <algorithm>
#include <array>
#include <limits>

#include "article/source_name.h"
#include "article/text.h"
#include "formats/html.h"
#include "formats/json.h"
#include "formats/plain_text.h"
#include "formats/sgml.h"

namespace backfile {

namespace {

constexpr std::array kFormats = {
    Format{"reuters-sgml", SniffReuters, SplitReuters, ReadReuters},
    Format{"trec", SniffTrec, SplitTrec, ReadTrec},
    Format{"jsonl", SniffJsonl, SplitJsonl, ReadJson},
    Format{"json", SniffJson, SplitJsonObjects, ReadJson},
    Format{"html", SniffHtml, nullptr, ReadHtml},
    Format{"text", SniffPlainText, nullptr, ReadPlainText},
};

// Cut at a character so that it has at most `bytes`.
bool CutText(std::string* text, std::int64_t bytes) {
  auto end = static_cast<std::size_t>(bytes);
  if (text->size() <= end) return false;
  while (end > 0 && ((*text)[end] & 0xc0) == 0x80) --end;
  text->resize(end);
  return true;
}

void ApplyLimits(const Limits& limits, Article* article) {
  if (CutText(&article->title, limits.max_title_bytes)) {
    article->notes.emplace_back("the title was cut off at the limit");
  }
  if (CutText(&article->body, limits.max_text_bytes)) {
    article->notes.emplace_back("the text was cut off at the limit");
  }
}

// A date that cannot be true is a note on the article, not a date: one before 1600, or after the
// day that follows today (wherever on earth that is) or the capture.
void RefuseDate(std::int64_t now, std::string_view what, std::optional<PartialDate>* date,
                Article* article) {
  constexpr std::int64_t kDay = 86'400;
  const auto seconds = [](const PartialDate& d) { return d.first().time_since_epoch().count(); };
  if (!*date) return;
  std::int64_t latest = now > 0 ? now : std::numeric_limits<std::int64_t>::max() - kDay;
  if (article->captured) latest = std::min<std::int64_t>(latest, seconds(*article->captured));
  const bool is_early = (*date)->day().year() < std::chrono::year(1600);
  if (!is_early && seconds(**date) <= latest + kDay) return;
  article->notes.push_back("the date of " + std::string(what) + " " + (*date)->ToString() +
                           " cannot be true");
  date->reset();
}

void RefuseDates(std::int64_t now, Article* article) {
  if (article->embargo_until) return;  // Then it may well be for a day to come.
  RefuseDate(now, "publication", &article->published, article);
  RefuseDate(now, "change", &article->modified, article);
  if (!article->published) article->published_basis = DateBasis::kNone;
}

// What the format left open and the user or the place can tell.
void Complete(const Record& record, const ReadOptions& options, Article* article) {
  article->locator = record.locator;
  article->format = record.format;
  if (article->source.empty() && !options.source.empty()) {
    article->source = options.source;
    article->source_basis = "option";
  }
  article->source = SourceNames().Canonical(article->source);
  RefuseDates(options.now, article);
  ApplyLimits(options.limits, article);
  FinishArticle(article);
  ApplyLimits(options.limits, article);  // A title may have come from the first line.
}

}  // namespace

std::span<const Format> Formats() { return kFormats; }

const Format* FindFormat(std::string_view name) {
  const auto it = std::ranges::find(kFormats, name, &Format::name);
  return it == kFormats.end() ? nullptr : &*it;
}

std::vector<Article> ReadRecord(const Record& record, const ReadOptions& options,
                                Problems* problems) {
  std::vector<Article> articles;
  const Format* format = FindFormat(record.format);
  const std::size_t first_problem = problems->size();
  if (format != nullptr) format->read(record, options, &articles, problems);
  for (Article& article : articles) Complete(record, options, &article);
  const auto says_nothing = [](const Article& a) {
    return a.title.empty() && a.body.empty() && a.captions.empty();
  };
  const bool was_empty = articles.empty() || std::erase_if(articles, says_nothing) > 0;
  if (was_empty && problems->size() == first_problem) {
    problems->push_back({Reason::kEmpty, {}, "there is no text in it"});
  }
  for (std::size_t i = first_problem; i < problems->size(); ++i) {
    (*problems)[i].where = record.locator;
  }
  return articles;
}

}  // namespace backfile
