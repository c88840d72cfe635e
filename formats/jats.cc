// Front matter for the fields, body for the text; reference lists and formulas are left out.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/jats.h"

#include <array>

#include "article/text.h"
#include "formats/fields.h"
#include "formats/xml.h"
#include "formats/xml_split.h"
#include "formats/xml_text.h"

namespace backfile {

namespace {

constexpr std::array kRules = {
    FlowRule{"sec", Flow::kBlock},          FlowRule{"disp-quote", Flow::kBlock},
    FlowRule{"list-item", Flow::kBlock},    FlowRule{"def-item", Flow::kBlock},
    FlowRule{"boxed-text", Flow::kBlock},   FlowRule{"verse-group", Flow::kBlock},
    FlowRule{"verse-line", Flow::kLine},    FlowRule{"fig", Flow::kCaption},
    FlowRule{"table-wrap", Flow::kCaption}, FlowRule{"disp-formula", Flow::kSkip},
    FlowRule{"tex-math", Flow::kSkip},      FlowRule{"table", Flow::kSkip},
    FlowRule{"object-id", Flow::kSkip},     FlowRule{"graphic", Flow::kSkip},
    FlowRule{"label", Flow::kSpace},        FlowRule{"table-wrap-foot", Flow::kSkip},
    FlowRule{"ref-list", Flow::kSkip},      FlowRule{"supplementary-material", Flow::kSkip}};

std::string_view IdOf(const std::vector<const XmlElement*>& ids, std::string_view kind,
                      std::string* id) {
  for (const XmlElement* element : ids) {
    if (Attribute(element, "pub-id-type") == kind) TakeText(Words(element), id);
  }
  return *id;
}

void TakeIds(const XmlElement* meta, Article* article) {
  const auto ids = Children(meta, "article-id");
  std::string doi;
  if (!IdOf(ids, "doi", &doi).empty()) article->url = "https://doi.org/" + doi;
  for (const char* kind : {"doi", "pmcid", "pmc", "publisher-id", "pmid"}) {
    IdOf(ids, kind, &article->external_id);
  }
  TakeText(Attribute(Child(meta, "self-uri"), "href"), &article->url);
}

// The most precise date; of equally precise ones the first.
void TakeDates(const XmlElement* meta, Article* article) {
  std::string best;
  for (const XmlElement* date : Children(meta, "pub-date")) {
    std::string written = Words(Child(date, "year"));
    for (const char* part : {"month", "day"}) {
      std::string number = Words(Child(date, part));
      if (number.empty()) break;
      if (number.size() == 1) number.insert(0, "0");
      written += "-" + number;
    }
    if (written.size() > best.size()) best = written;
  }
  TakePublished(best, article);
}

void TakeWriters(const XmlElement* meta, Article* article) {
  for (const XmlElement* contrib : AllBelow(Child(meta, "contrib-group"), "contrib")) {
    const std::string_view type = Attribute(contrib, "contrib-type");
    if (!type.empty() && type != "author") continue;
    const XmlElement* name = FirstBelow(contrib, "name");
    std::string writer =
        Squeeze(Words(Child(name, "given-names")) + " " + Words(Child(name, "surname")));
    if (writer.empty())
      writer = FirstWords({Child(contrib, "string-name"), Child(contrib, "collab")});
    if (!writer.empty()) article->byline.push_back(std::move(writer));
  }
}

void TakeSubjects(const XmlElement* meta, Article* article) {
  for (const XmlElement* group : AllBelow(Child(meta, "article-categories"), "subj-group")) {
    for (const XmlElement* subject : AllBelow(group, "subject")) {
      if (Attribute(group, "subj-group-type") == "heading") {
        TakeText(Words(subject), &article->section);
      } else {
        AddSubject(Words(subject), "", article);
      }
    }
  }
  for (const XmlElement* keyword : AllBelow(meta, "kwd")) AddSubject(Words(keyword), "", article);
}

std::string TextOf(const XmlElement* element, Article* article) {
  FlowedText text = FlowText(element, kRules);
  for (std::string& caption : text.captions) article->captions.push_back(std::move(caption));
  return std::move(text.body);
}

void TakeArticle(const XmlElement* item, Article* article) {
  const XmlElement* front = Child(item, "front");
  const XmlElement* journal = Child(front, "journal-meta");
  const XmlElement* meta = Child(front, "article-meta");
  const XmlElement* titles = Child(meta, "title-group");
  // Footnote marks within a title are no part of it.
  constexpr std::array kTitle = {FlowRule{"xref", Flow::kSkip}, FlowRule{"fn", Flow::kSkip}};
  TakeText(Squeeze(FlowText(Child(titles, "article-title"), kTitle).body), &article->title);
  TakeText(Words(Child(titles, "subtitle")), &article->subtitle);
  TakeIds(meta, article);
  TakeDates(meta, article);
  TakeWriters(meta, article);
  TakeSubjects(meta, article);
  TakeSource(FirstWords({Path(journal, {"journal-title-group", "journal-title"}),
                         Child(journal, "journal-title"), FirstBelow(journal, "publisher-name")}),
             article);
  TakeLanguage(Attribute(item, "lang"), article);
  const std::string_view type = Attribute(item, "article-type");
  if (type == "correction" || type == "retraction" || type == "addendum") {
    article->correction = type;
  }
  article->body = TextOf(Child(item, "body"), article);
  const std::string abstract = FlowText(Child(meta, "abstract"), kRules).body;
  TakeText(abstract, &article->body);
  AddAbstract(abstract, article);
}

}  // namespace

int SniffJats(const Head& head) {
  const XmlRoot root = SniffXml(head.bytes);
  if (root.name == "pmc-articleset") return 95;
  if (root.name != "article") return 0;
  const auto names = [&](std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
  };
  const bool is_jats = names(root.type, "JATS") || names(root.type, "//NLM//") ||
                       names(root.tag, "article-type") || names(head.bytes, "<article-meta");
  return is_jats ? 95 : 0;
}

std::unique_ptr<Splitter> SplitJats(ByteStream* in, const ReadOptions& options) {
  return SplitXml(in, options.limits,
                  {.items = {"article"}, .if_none = "there is no article in it"});
}

void ReadJats(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  const XmlRecord read = ReadXml(record, options, problems);
  if (read.item == nullptr) return;
  Article article;
  TakeArticle(read.item, &article);
  articles->push_back(std::move(article));
}

}  // namespace backfile
