// Reuters-21578 and TREC documents.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/sgml.h"

#include <algorithm>
#include <array>

#include "article/charset.h"
#include "article/news_date.h"
#include "article/text.h"
#include "formats/byline.h"
#include "formats/entities.h"
#include "formats/fields.h"
#include "formats/markup.h"
#include "formats/splitters.h"

namespace backfile {

namespace {

std::string Clean(std::string_view sgml) { return CleanUtf8(DecodeEntities(sgml)); }
std::string CleanLine(std::string_view sgml) { return Squeeze(Clean(WithoutTags(sgml))); }

// The <D> elements of a list.
std::vector<std::string> ListOf(std::string_view record, std::string_view tag) {
  std::vector<std::string> values;
  const std::string_view list = ElementText(record, tag);
  std::size_t from = 0;
  while (const auto value = FindElement(list, "D", &from)) values.push_back(CleanLine(*value));
  return values;
}

// Lines of a wire body: a paragraph begins with an indented line; "REUTER" ends the story.
std::string WireBody(std::string_view body) {
  std::string out;
  const std::string text = Clean(body);
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::string_view words = Trim(line);
    const std::string folded = FoldForCompare(words);
    if (words.empty() || (Trim(rest).empty() && (folded == "reuter" || folded == "reuters")))
      continue;
    const bool indented = line.starts_with("  ");
    if (!out.empty()) out += indented ? "\n\n" : "\n";
    out.append(words);
  }
  // Lines are wrapped at the teleprinter's width unless they are a table.
  std::string joined;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool single =
        out[i] == '\n' && i + 1 < out.size() && out[i + 1] != '\n' && out[i - 1] != '\n';
    joined += single ? ' ' : out[i];
  }
  return joined;
}

std::string_view StartTag(std::string_view record) {
  return record.substr(0, record.find('>') + 1);
}

// An unprocessed story has its headline as the first line of its text; control characters of the
// wire may stand before it.
void ReadUnprocessed(std::string_view text, Article* article) {
  while (!text.empty() && article->title.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    article->title = CleanLine(text.substr(0, end));
    text.remove_prefix(end == text.size() ? end : end + 1);
  }
  article->body = WireBody(text);
}

// "By Walter Brandon, Reuters" -> "Walter Brandon, Reuters"
std::string_view WithoutBy(std::string_view author) {
  const bool has_by = FoldForCompare(author.substr(0, 3)) == "by" && author.size() > 3;
  return has_by ? Trim(author.substr(3)) : author;
}

}  // namespace

int SniffReuters(const Head& head) {
  return head.bytes.find("<REUTERS ") != std::string_view::npos ? 98 : 0;
}

std::unique_ptr<Splitter> SplitReuters(ByteStream* in, const ReadOptions& options) {
  return SplitElements(in, options.limits, "<REUTERS", "</REUTERS>");
}

void ReadReuters(const Record& record, const ReadOptions&, std::vector<Article>* articles,
                 Problems* problems) {
  const std::string all = DecodeText(record.bytes).text;
  if (all.find("</REUTERS>") == std::string::npos) {
    problems->push_back({Reason::kBadRecord, {}, "the story is not closed; it was cut off"});
    return;
  }
  Article article;
  article.source = "Reuters";
  article.source_basis = "metadata";
  article.language = "en";
  article.external_id = AttributeOf(StartTag(all), "NEWID");
  article.published = ParseNewsDate(CleanLine(ElementText(all, "DATE")));
  if (article.published) article.published_basis = DateBasis::kMetadata;
  for (const std::string& slug : ListOf(all, "PEOPLE")) {
    article.people.push_back({slug, "", {}, Basis::kMetadata});
  }
  article.places = ListOf(all, "PLACES");
  for (const char* list : {"ORGS", "EXCHANGES", "COMPANIES"}) {
    std::ranges::move(ListOf(all, list), std::back_inserter(article.organisations));
  }
  article.subjects = ListOf(all, "TOPICS");
  const std::string_view text = ElementText(all, "TEXT");
  article.title = CleanLine(ElementText(text, "TITLE"));
  article.body = WireBody(ElementText(text, "BODY"));
  const std::string author = CleanLine(ElementText(text, "AUTHOR"));
  if (!author.empty()) article.byline.emplace_back(WithoutBy(author));
  if (article.title.empty() && article.body.empty()) ReadUnprocessed(text, &article);
  articles->push_back(std::move(article));
}

namespace {

// What a document's number says of its day: "WSJ870324-0001", "LA051289-0001" (month first),
// "NYT19980601.0001".
std::optional<PartialDate> DateOfNumber(std::string_view number) {
  const std::size_t begin = number.find_first_of("0123456789");
  if (begin == 0 || begin == std::string_view::npos) return std::nullopt;
  const std::string_view rest = number.substr(begin);
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  std::string day(rest.substr(0, digits));
  if (digits == 6 && number.starts_with("LA")) day = day.substr(4) + day.substr(0, 4);
  if (digits == 6) day = (day < "30" ? "20" : "19") + day;
  return day.size() == 8 ? ParseIsoDate(day) : std::nullopt;
}

// "WALL STREET JOURNAL (J), PAGE A1": the name alone.
void TakeName(std::string_view document, Article* article) {
  for (const char* tag : {"SO", "PUB"}) {
    const std::string line = CleanLine(ElementText(document, tag));
    TakeSource(Trim(line.substr(0, line.find_first_of("(,"))), article);
  }
}

// A headline; "@" at the beginning of a line marks that it goes on.
std::string Headline(std::string_view sgml) {
  std::string text(sgml);
  for (std::size_t at = text.find("\n@"); at != std::string::npos; at = text.find("\n@", at)) {
    text[at + 1] = ' ';
  }
  return CleanLine(text);
}

// What no other field has a place for, by the tags of the collections.
void TakeFurther(std::string_view document, Article* article) {
  article->section = CleanLine(ElementText(document, "SECTION"));
  AddExtra("dateline", CleanLine(ElementText(document, "DATELINE")), article);
  AddExtra("graphic", CleanLine(ElementText(document, "GRAPHIC")), article);
  AddExtra("length", CleanLine(ElementText(document, "LENGTH")), article);
  article->subjects = SplitList(CleanLine(ElementText(document, "SUBJECT")), ";");
}

}  // namespace

int SniffTrec(const Head& head) {
  const std::size_t doc = head.bytes.find("<DOC");
  const bool numbered = head.bytes.find("<DOCNO>") != std::string_view::npos;
  return doc != std::string_view::npos && numbered ? 97 : 0;
}

std::unique_ptr<Splitter> SplitTrec(ByteStream* in, const ReadOptions& options) {
  return SplitElements(in, options.limits, "<DOC", "</DOC>");
}

void ReadTrec(const Record& record, const ReadOptions&, std::vector<Article>* articles,
              Problems* problems) {
  const std::string all = DecodeText(record.bytes).text;
  if (all.find("</DOC>") == std::string::npos) {
    problems->push_back({Reason::kBadRecord, {}, "the document is not closed; it was cut off"});
    return;
  }
  Article article;
  article.external_id = CleanLine(ElementText(all, "DOCNO"));
  if (article.external_id.empty()) article.external_id = AttributeOf(StartTag(all), "id");
  for (const char* tag : {"HEADLINE", "HEAD", "HL", "TI", "H3", "TITLE"}) {
    if (article.title.empty()) article.title = Headline(ElementText(all, tag));
  }
  for (const char* tag : {"DATE", "DATE1", "DD"}) {
    if (!article.published) article.published = ParseNewsDate(CleanLine(ElementText(all, tag)));
  }
  if (!article.published) article.published = DateOfNumber(article.external_id);
  if (article.published) article.published_basis = DateBasis::kMetadata;
  article.byline = SplitByline(CleanLine(ElementText(all, "BYLINE")));
  TakeName(all, &article);
  TakeFurther(all, &article);
  std::size_t from = 0;
  for (const char* tag : {"LP", "TEXT", "CORRECTION"}) {
    from = 0;
    while (const auto text = FindElement(all, tag, &from)) {
      article.body += Clean(WithoutTags(*text)) + "\n\n";
    }
  }
  articles->push_back(std::move(article));
}

}  // namespace backfile
