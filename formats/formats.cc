// The table of formats, and what holds for the articles of all of them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/formats.h"

#include <fnmatch.h>

#include <algorithm>
#include <array>

#include "article/source_name.h"
#include "article/text.h"
#include "article/zone.h"
#include "formats/alto.h"
#include "formats/arc.h"
#include "formats/dump.h"
#include "formats/epub.h"
#include "formats/feed.h"
#include "formats/html.h"
#include "formats/jats.h"
#include "formats/json.h"
#include "formats/mail.h"
#include "formats/markdown.h"
#include "formats/mediawiki.h"
#include "formats/mets.h"
#include "formats/newsml12.h"
#include "formats/newsml_g2.h"
#include "formats/nitf.h"
#include "formats/pdf.h"
#include "formats/plain_text.h"
#include "formats/rcv1.h"
#include "formats/sgml.h"
#include "formats/tei.h"
#include "formats/warc.h"
#include "formats/wire_text.h"
#include "formats/xml_any.h"

namespace backfile {

namespace {

constexpr std::array kFormats = {
    Format{"warc", SniffWarc, SplitWarc, ReadWarc, FormatTrait::kMayBeEmpty, nullptr, true},
    Format{"arc", SniffArc, SplitArc, ReadArc, FormatTrait::kMayBeEmpty},
    Format{"pdf", SniffPdf, nullptr, ReadPdf},
    Format{"epub", SniffEpub, nullptr, ReadEpub},
    Format{"mbox", SniffMbox, SplitMbox, ReadMail},
    Format{"eml", SniffMail, nullptr, ReadMail},
    Format{"reuters-sgml", SniffReuters, SplitReuters, ReadReuters},
    Format{"trec", SniffTrec, SplitTrec, ReadTrec},
    Format{"nitf", SniffNitf, SplitNitf, ReadNitf},
    Format{"newsml-g2", SniffNewsmlG2, SplitNewsmlG2, ReadNewsmlG2},
    Format{"rss", SniffRss, SplitRss, ReadRss},
    Format{"atom", SniffAtom, SplitAtom, ReadAtom},
    Format{"wxr", SniffWxr, SplitWxr, ReadWxr},
    Format{"newsml", SniffNewsml12, SplitNewsml12, ReadNewsml12},
    Format{"rcv1", SniffRcv1, SplitRcv1, ReadRcv1},
    Format{"jats", SniffJats, SplitJats, ReadJats},
    Format{"tei", SniffTei, SplitTei, ReadTei},
    Format{"mediawiki", SniffMediawiki, SplitMediawiki, ReadMediawiki},
    Format{"mets", SniffMets, nullptr, ReadMets, FormatTrait::kNone, PartsOfMets},
    Format{"alto", SniffAlto, nullptr, ReadAlto, FormatTrait::kIsPart},
    Format{"didl", SniffDidl, nullptr, ReadDidl, FormatTrait::kNone, PartsOfDidl},
    Format{"didl-text", SniffDidlText, nullptr, ReadAnyXml, FormatTrait::kIsPart},
    Format{"anpa1312", SniffAnpa1312, SplitWire, ReadAnpa1312},
    Format{"iptc7901", SniffIptc7901, SplitWire, ReadIptc7901},
    Format{"backfile-dump", SniffDump, SplitJsonl, ReadDump, FormatTrait::kIsFinished, nullptr,
           true},
    Format{"ninjs", SniffNinjs, SplitJsonObjects, ReadJson, FormatTrait::kNone, nullptr, true},
    Format{"jsonl", SniffJsonl, SplitJsonl, ReadJson, FormatTrait::kNone, nullptr, true},
    Format{"json", SniffJson, SplitJsonObjects, ReadJson, FormatTrait::kNone, nullptr, true},
    Format{"markdown", SniffMarkdown, nullptr, ReadMarkdown},
    Format{"html", SniffHtml, nullptr, ReadHtml},
    Format{"xml", SniffAnyXml, SplitAnyXml, ReadAnyXml},
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

// A date that is still to come, or was when the page was captured, was misread or mistyped.
bool IsToCome(const std::optional<PartialDate>& date, const Article& article,
              const ReadOptions& options) {
  if (!date) return false;
  if (article.captured && date->first() > article.captured->last() + std::chrono::days(1))
    return true;
  return options.latest_date && date->first() > *options.latest_date;
}
void DropDatesToCome(const ReadOptions& options, Article* article) {
  if (article->embargo_until) return;  // Then it may well be for a day to come.
  if (IsToCome(article->published, *article, options)) {
    article->notes.push_back("the date " + article->published->ToString() + " is still to come");
    article->published.reset();
    article->published_basis = DateBasis::kNone;
  }
  if (IsToCome(article->modified, *article, options)) {
    article->notes.push_back("the date of change " + article->modified->ToString() +
                             " is still to come");
    article->modified.reset();
  }
}

// "/2018.tar/sport/a.txt". A root that is the file itself leaves its name.
std::string PathBelowRoot(const Locator& locator, const std::string& root) {
  std::string_view below = locator.archive;
  if (below == root) {
    below.remove_prefix(below.rfind('/') + 1);
  } else if (below.starts_with(root)) {
    below.remove_prefix(root.size());
  }
  std::string path(below.starts_with('/') ? "" : "/");
  path += below;
  for (const std::string& member : locator.members) path += "/" + member;
  return path;
}

std::string SectionOf(const Locator& locator, const ReadOptions& options) {
  if (options.sections.empty()) return "";
  const std::string path = PathBelowRoot(locator, options.root);
  for (const auto& [pattern, section] : options.sections) {
    const bool matches = fnmatch(pattern.c_str(), path.c_str(), 0) == 0 ||
                         fnmatch(("*/" + pattern).c_str(), path.c_str(), 0) == 0;
    if (matches) return section;
  }
  return "";
}

// The clock of a writer who did not say where it hung.
void AssumeZone(const std::string& zone, std::optional<PartialDate>* date) {
  if (!*date || (*date)->offset() || (*date)->precision() < Precision::kMinute) return;
  if (const auto offset = OffsetAt(zone, (*date)->wall())) {
    *date = (*date)->WithAssumedOffset(*offset);
  }
}

// An embargo to a day ends where that begins, and days do not begin everywhere at once.
void EndAtMidnight(std::optional<PartialDate>* embargo) {
  if (!*embargo || (*embargo)->precision() != Precision::kDay) return;
  *embargo = PartialDate::Wall((*embargo)->wall(), Precision::kMinute, {});
}

void AssumeZones(const std::string& zone, Article* article) {
  if (zone.empty()) return;
  EndAtMidnight(&article->embargo_until);
  for (auto* date : {&article->published, &article->modified, &article->embargo_until}) {
    AssumeZone(zone, date);
  }
}

// What the format left open and the user or the place can tell.
void Complete(const Record& record, const ReadOptions& options, Article* article) {
  article->locator = record.locator;
  if (article->format.empty()) article->format = record.format;
  if (article->source.empty() && !options.source.empty()) {
    article->source = options.source;
    article->source_basis = "option";
  }
  if (article->section.empty()) article->section = SectionOf(record.locator, options);
  DropDatesToCome(options, article);
  AssumeZones(options.zone, article);
  article->source = SourceNames().Canonical(article->source);
  ApplyLimits(options.limits, article);
  FinishArticle(article);
  ApplyLimits(options.limits, article);  // A title may have come from the first line.
}

bool IsArticleId(std::string_view id) {
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return id.size() == 19 && id.starts_with("bf:") && std::ranges::all_of(id.substr(3), is_digit);
}

// Of what was completed elsewhere: only what keeps an article's promises, whoever wrote it.
void Accept(const Record& record, const ReadOptions& options, Article* article) {
  const std::string id = article->id;
  article->locator = record.locator;
  if (article->format.empty()) article->format = record.format;
  ApplyLimits(options.limits, article);
  FinishArticle(article);
  if (IsArticleId(id)) article->id = id;
}

}  // namespace

std::span<const Format> Formats() { return kFormats; }

const Format* FindFormat(std::string_view name) {
  const auto it = std::ranges::find(kFormats, name, &Format::name);
  return it == kFormats.end() ? nullptr : &*it;
}

bool IsFinished(const Record& record) {
  const Format* format = FindFormat(record.format);
  return format != nullptr && format->trait == FormatTrait::kIsFinished;
}

std::vector<Article> ReadRecord(const Record& record, const ReadOptions& options,
                                Problems* problems) {
  std::vector<Article> articles;
  const Format* format = FindFormat(record.format);
  const std::size_t first_problem = problems->size();
  if (format != nullptr) format->read(record, options, &articles, problems);
  const auto finish = IsFinished(record) ? Accept : Complete;
  for (Article& article : articles) finish(record, options, &article);
  const bool was_empty = articles.empty() || std::erase_if(articles, SaysNothing) > 0;
  const bool may_be_empty = format != nullptr && format->trait == FormatTrait::kMayBeEmpty;
  if (was_empty && !may_be_empty && problems->size() == first_problem) {
    problems->push_back({Reason::kEmpty, {}, "there is no text in it"});
  }
  for (std::size_t i = first_problem; i < problems->size(); ++i) {
    (*problems)[i].where = record.locator;
  }
  return articles;
}

}  // namespace backfile
