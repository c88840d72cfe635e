// The header for the fields, the body for the text.
//
// Of alternatives the reader's version is taken (corr, reg, expan); running titles, page breaks and
// the like are no text; a line break within a word (<lb break="no"/>) joins its halves.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/tei.h"

#include <array>

#include "article/text.h"
#include "formats/fields.h"
#include "formats/xml.h"
#include "formats/xml_split.h"
#include "formats/xml_text.h"

namespace backfile {

namespace {

constexpr std::array kRules = {
    FlowRule{"head", Flow::kBlock},     FlowRule{"ab", Flow::kBlock},
    FlowRule{"lg", Flow::kBlock},       FlowRule{"l", Flow::kLine},
    FlowRule{"sp", Flow::kBlock},       FlowRule{"speaker", Flow::kLine},
    FlowRule{"stage", Flow::kBlock},    FlowRule{"list", Flow::kBlock},
    FlowRule{"item", Flow::kBlock},     FlowRule{"row", Flow::kLine},
    FlowRule{"cell", Flow::kSpace},     FlowRule{"figDesc", Flow::kCaption},
    FlowRule{"fw", Flow::kSkip},        FlowRule{"sic", Flow::kSkip},
    FlowRule{"orig", Flow::kSkip},      FlowRule{"abbr", Flow::kSkip},
    FlowRule{"del", Flow::kSkip},       FlowRule{"formula", Flow::kSkip},
    FlowRule{"graphic", Flow::kSkip},   FlowRule{"closer", Flow::kBlock},
    FlowRule{"opener", Flow::kBlock},   FlowRule{"cit", Flow::kBlock},
    FlowRule{"quote", Flow::kInline},   FlowRule{"note", Flow::kBlock},
    FlowRule{"trailer", Flow::kBlock},  FlowRule{"div1", Flow::kBlock},
    FlowRule{"div2", Flow::kBlock},     FlowRule{"div3", Flow::kBlock},
    FlowRule{"lb", Flow::kSpace},       FlowRule{"title", Flow::kInline},
    FlowRule{"abstract", Flow::kBlock}, FlowRule{"address", Flow::kInline}};

// "Jane Roe" of forename and surname, else the name's text.
std::string NameIn(const XmlElement* element) {
  const XmlElement* name =
      LocalName(element) == "persName" ? element : FirstBelow(element, "persName");
  if (name == nullptr) name = element;
  std::string out;
  for (const char* part : {"forename", "surname"}) {
    for (const XmlElement* one : AllBelow(name, part)) out += Words(one) + " ";
  }
  return out.empty() ? Words(name) : Squeeze(out);
}

std::string TitleIn(const XmlElement* parent, std::string_view level) {
  for (const XmlElement* title : Children(parent, "title")) {
    const std::string_view own = Attribute(title, "level");
    const std::string_view type = Attribute(title, "type");
    const bool is_level = level.empty() || own == level;
    if (is_level && type != "sub" && !Words(title).empty()) return Words(title);
  }
  return "";
}

void TakeDateIn(const XmlElement* parent, Article* article) {
  for (const XmlElement* date : AllBelow(parent, "date")) {
    for (const char* form : {"when", "when-iso", "notBefore", "from"}) {
      TakePublished(Attribute(date, form), article);
    }
    TakePublished(Words(date), article);
  }
}

void TakeHeader(const XmlElement* tei, Article* article) {
  const XmlElement* header = Child(tei, "teiHeader");
  const XmlElement* file = Child(header, "fileDesc");
  const XmlElement* titles = Child(file, "titleStmt");
  const XmlElement* bibl = FirstBelow(Child(file, "sourceDesc"), "biblStruct");
  const XmlElement* analytic = Child(bibl, "analytic");
  const XmlElement* monogr = Child(bibl, "monogr");
  TakeText(TitleIn(titles, ""), &article->title);
  for (const XmlElement* title : Children(titles, "title")) {
    if (Attribute(title, "type") == "sub") TakeText(Words(title), &article->subtitle);
  }
  for (const XmlElement* parent : {titles, analytic, monogr}) {
    if (!article->byline.empty()) break;
    for (const XmlElement* author : Children(parent, "author")) {
      const std::string name = NameIn(author);
      if (!name.empty()) article->byline.push_back(name);
    }
  }
  for (const char* level : {"j", "s", "m"}) TakeSource(TitleIn(monogr, level), article);
  TakeSource(Words(Path(file, {"publicationStmt", "publisher"})), article);
  TakeSource(Words(Path(file, {"publicationStmt", "authority"})), article);
  TakeDateIn(Child(monogr, "imprint"), article);
  TakeDateIn(Child(file, "sourceDesc"), article);
  TakeDateIn(Child(file, "publicationStmt"), article);
  for (const XmlElement* idno : AllBelow(file, "idno")) {
    TakeText(Words(idno), &article->external_id);
  }
  TakeText(Attribute(tei, "id"), &article->external_id);
  const XmlElement* profile = Child(header, "profileDesc");
  TakeLanguage(Attribute(Path(profile, {"langUsage", "language"}), "ident"), article);
  for (const XmlElement* term : AllBelow(Child(profile, "textClass"), "term")) {
    AddSubject(Words(term), "", article);
  }
}

void TakeAbstract(const XmlElement* tei, Article* article) {
  const std::string abstract =
      FlowText(Path(tei, {"teiHeader", "profileDesc", "abstract"}), kRules).body;
  TakeText(abstract, &article->body);
  AddAbstract(abstract, article);
}

void TakeText(const XmlElement* part, bool title_is_head, Article* article) {
  for (const XmlElement* person : AllBelow(part, "persName")) {
    AddPerson(NameIn(person), "", article);
  }
  for (const XmlElement* org : AllBelow(part, "orgName")) {
    article->organisations.push_back(BareName(Words(org)));
  }
  for (const XmlElement* place : AllBelow(part, "placeName")) {
    article->places.push_back(BareName(Words(place)));
  }
  TakeLanguage(Inherited(part, "lang"), article);
  FlowedText text = FlowText(part, kRules);
  article->body = std::move(text.body);
  article->captions = std::move(text.captions);
  if (!title_is_head) return;
  article->title = Words(Child(part, "head"));
  if (article->body.starts_with(article->title)) article->body.erase(0, article->title.size());
}

std::vector<const XmlElement*> ArticlesIn(const XmlElement* text) {
  std::vector<const XmlElement*> found;
  for (const char* name : {"div", "div1", "div2", "div3"}) {
    for (const XmlElement* div : AllBelow(text, name)) {
      if (Attribute(div, "type") == "article") found.push_back(div);
      for (const XmlElement* inner : AllBelow(div, name)) {
        if (Attribute(inner, "type") == "article") found.push_back(inner);
      }
    }
  }
  return found;
}

}  // namespace

int SniffTei(const Head& head) {
  const XmlRoot root = SniffXml(head.bytes);
  const bool is_tei = root.name == "TEI" || root.name == "TEI.2" || root.name == "teiCorpus" ||
                      root.name == "teiCorpus.2";
  return is_tei ? 95 : 0;
}

std::unique_ptr<Splitter> SplitTei(ByteStream* in, const ReadOptions& options) {
  return SplitXml(in, options.limits,
                  {.items = {"TEI", "TEI.2"},
                   .nests = true,
                   .not_context = {"teiHeader"},
                   .if_none = "there is no text in it"});
}

void ReadTei(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
             Problems* problems) {
  const XmlRecord read = ReadXml(record, options, problems);
  if (read.item == nullptr) return;
  Article whole;
  TakeHeader(read.item, &whole);
  const XmlElement* text = Child(read.item, "text");
  const std::vector<const XmlElement*> parts = ArticlesIn(text);
  if (parts.size() < 2) {
    const XmlElement* body = Child(text, "body");
    TakeText(body != nullptr ? body : text, false, &whole);
    TakeAbstract(read.item, &whole);
    articles->push_back(std::move(whole));
    return;
  }
  for (const XmlElement* part : parts) {
    Article article = whole;
    article.external_id = Attribute(part, "id");
    if (!whole.external_id.empty() && !article.external_id.empty()) {
      article.external_id.insert(0, whole.external_id + "#");
    }
    TakeText(part, true, &article);
    articles->push_back(std::move(article));
  }
}

}  // namespace backfile
