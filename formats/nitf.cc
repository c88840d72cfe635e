// NITF field by field, the surest place first.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/nitf.h"

#include <algorithm>
#include <array>

#include "article/text.h"
#include "formats/fields.h"
#include "formats/xml_split.h"
#include "formats/xml_text.h"

namespace backfile {

namespace {

// The text of an element that names something, without the codes and functions inside it.
std::string NameIn(const XmlElement* element) {
  constexpr std::array kRules = {
      FlowRule{"alt-code", Flow::kSkip},    FlowRule{"function", Flow::kSkip},
      FlowRule{"byttl", Flow::kSkip},       FlowRule{"sublocation", Flow::kSpace},
      FlowRule{"name.given", Flow::kSpace}, FlowRule{"name.family", Flow::kSpace}};
  return Squeeze(FlowText(element, kRules).body);
}

std::string ContentOfMeta(const XmlElement* head, std::initializer_list<std::string_view> names) {
  const std::vector<const XmlElement*> metas = Children(head, "meta");
  for (const std::string_view name : names) {
    for (const XmlElement* meta : metas) {
      if (Attribute(meta, "name") != name) continue;
      const std::string_view content = Trim(Attribute(meta, "content"));
      if (!content.empty()) return std::string(content);
    }
  }
  return "";
}

void TakeTitles(const XmlElement* nitf, Article* article) {
  const XmlElement* hedline = Path(nitf, {"body", "body.head", "hedline"});
  TakeText(Words(Child(hedline, "hl1")), &article->title);
  for (const XmlElement* hl2 : Children(hedline, "hl2")) {
    const std::string words = Words(hl2);
    if (words != article->title) TakeText(words, &article->subtitle);
  }
  TakeText(article->subtitle, &article->title);
  TakeText(Words(Path(nitf, {"head", "title"})), &article->title);
  if (article->title == article->subtitle) article->subtitle.clear();
}

// "Castellano, Rosa" of an indexing service, turned round.
std::string IndexedName(const std::string& name) {
  const std::vector<std::string> parts = SplitList(name, ",");
  return parts.size() == 2 ? parts[1] + " " + parts[0] : name;
}

// Names marked as persons, else what the byline says without the writers' titles.
void TakeBylines(const XmlElement* nitf, Article* article) {
  if (!article->byline.empty()) return;
  std::vector<std::string> normal;
  for (const XmlElement* byline : Children(Path(nitf, {"body", "body.head"}), "byline")) {
    if (Attribute(byline, "class") == "normalized_byline") {
      normal.push_back(Words(byline));
      continue;
    }
    const auto persons = AllBelow(byline, "person");
    for (const XmlElement* person : persons) {
      std::ranges::move(SplitByline(NameIn(person)), std::back_inserter(article->byline));
    }
    if (persons.empty()) {
      std::ranges::move(SplitByline(NameIn(byline)), std::back_inserter(article->byline));
    }
  }
  if (!article->byline.empty()) return;
  for (const std::string& name : normal) {  // "One, Some; Other, An"
    for (const std::string& one : SplitList(name, ";")) article->byline.push_back(IndexedName(one));
  }
}

void TakeSources(const XmlElement* nitf, Article* article) {
  const XmlElement* docdata = Path(nitf, {"head", "docdata"});
  const XmlElement* body_head = Path(nitf, {"body", "body.head"});
  TakeSource(NameIn(Child(body_head, "distributor")), article);
  // A name says more than the address that some agencies have for one ("ritzau.dk").
  const std::string_view registered = Attribute(Child(docdata, "doc-id"), "regsrc");
  if (registered.find('.') == std::string_view::npos) TakeSource(registered, article);
  TakeSource(Attribute(Child(docdata, "doc.copyright"), "holder"), article);
  TakeSource(registered, article);
  TakeSource(Attribute(Path(docdata, {"del-list", "from-src"}), "src-name"), article);
  TakeSource(NameIn(Path(body_head, {"rights", "rights.owner"})), article);
  TakeSource(Attribute(Child(docdata, "doc.rights"), "owner"), article);
  TakeSource(Attribute(Child(Child(nitf, "head"), "pubdata"), "name"), article);
  TakeSource(ContentOfMeta(Child(nitf, "head"), {"aap-source", "source", "provider"}), article);
}

void TakeDates(const XmlElement* nitf, Article* article) {
  const XmlElement* head = Child(nitf, "head");
  const XmlElement* docdata = Child(head, "docdata");
  TakePublished(Attribute(Child(docdata, "date.issue"), "norm"), article);
  for (const XmlElement* parent : {head, docdata}) {
    TakePublished(Attribute(Child(parent, "pubdata"), "date.publication"), article);
  }
  const XmlElement* dateline = Path(nitf, {"body", "body.head", "dateline"});
  TakePublished(Attribute(Child(dateline, "story.date"), "norm"), article);
  const std::string year = ContentOfMeta(head, {"publication_year"});
  if (!year.empty()) {
    TakePublished(year + "-" + ContentOfMeta(head, {"publication_month"}) + "-" +
                      ContentOfMeta(head, {"publication_day_of_month"}),
                  article);
  }
  AddExtra("expires", Attribute(Child(docdata, "date.expire"), "norm"), article);
}

void TakeStatus(const XmlElement* nitf, Article* article) {
  const XmlElement* docdata = Path(nitf, {"head", "docdata"});
  const Status status = StatusOf(Attribute(docdata, "management-status"));
  if (status != Status::kUsable) article->status = status;
  if (status != Status::kEmbargoed) return;
  TakeDate(Attribute(Child(docdata, "date.release"), "norm"), "end of the embargo",
           &article->embargo_until, article);
}

void TakeIdentity(const XmlElement* nitf, Article* article) {
  const XmlElement* head = Child(nitf, "head");
  const XmlElement* docdata = Child(head, "docdata");
  TakeText(Attribute(Child(docdata, "doc-id"), "id-string"), &article->external_id);
  TakeText(Attribute(Child(docdata, "du-key"), "key"), &article->story);
  TakeText(Attribute(Child(docdata, "du-key"), "version"), &article->version);
  for (const XmlElement* revision : Children(head, "revision-history")) {
    TakeText(Attribute(revision, "comment"), &article->correction);
  }
  TakeText(Attribute(Child(docdata, "correction"), "info"), &article->correction);
  TakeLanguage(Inherited(nitf, "baselang"), article);
  TakeLanguage(Inherited(nitf, "lang"), article);
  for (const XmlElement* parent : {head, docdata}) {
    const XmlElement* pubdata = Child(parent, "pubdata");
    TakeText(Attribute(pubdata, "ex-ref"), &article->url);
    TakeText(Attribute(pubdata, "position.section"), &article->section);
  }
  TakeText(ContentOfMeta(head, {"online_sections", "section"}), &article->section);
}

void TakeSubjects(const XmlElement* nitf, Article* article) {
  const XmlElement* head = Child(nitf, "head");
  for (const XmlElement* subject : AllBelow(head, "tobject.subject")) {
    const std::string_view code = Attribute(subject, "tobject.subject.refnum");
    std::string_view last;
    for (const char* level :
         {"tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail"}) {
      const std::string_view label = Trim(Attribute(subject, level));
      if (!last.empty()) AddSubject(last, "", article);
      if (!label.empty()) last = label;
    }
    AddSubject(last, code, article);
  }
  for (const XmlElement* classifier : AllBelow(head, "classifier")) {
    const std::string words = Words(classifier);
    AddSubject(words.empty() ? Attribute(classifier, "value") : words, "", article);
  }
  const XmlElement* docdata = Child(head, "docdata");
  for (const XmlElement* keyword : AllBelow(docdata, "keyword")) {
    AddToExtra("keywords", Attribute(keyword, "key"), article);
  }
  AddToExtra("keywords", Attribute(Child(docdata, "key-list"), "key"), article);
}

// "Berlin, Germany" of the parts of a place, or of its text.
std::string PlaceIn(const XmlElement* location) {
  std::string place;
  for (const char* part : {"sublocation", "city", "state", "region", "country"}) {
    const std::string words = Words(Child(location, part));
    if (!words.empty()) place += (place.empty() ? "" : ", ") + words;
  }
  return place.empty() ? BareName(NameIn(location)) : place;
}

void TakeEntities(const XmlElement* nitf, Article* article) {
  for (const XmlElement* within :
       {Path(nitf, {"head", "docdata", "identified-content"}), Child(nitf, "body")}) {
    for (const XmlElement* person : AllBelow(within, "person")) {
      if (LocalName(ParentElement(person)) == "byline") continue;
      std::string name = NameIn(person);
      if (Attribute(person, "class") == "indexing_service") name = IndexedName(name);
      AddPerson(name, Words(Child(person, "function")), article);
    }
    for (const XmlElement* org : AllBelow(within, "org")) {
      const std::string_view parent = LocalName(ParentElement(org));
      if (parent != "distributor" && parent != "byline") {
        article->organisations.push_back(BareName(NameIn(org)));
      }
    }
    for (const XmlElement* location : AllBelow(within, "location")) {
      article->places.push_back(PlaceIn(location));
    }
  }
  const XmlElement* evloc = Path(nitf, {"head", "docdata", "evloc"});
  for (const char* part : {"city", "county-dist", "state-prov"}) {
    const std::string_view place = Trim(Attribute(evloc, part));
    if (!place.empty()) article->places.emplace_back(place);
  }
}

void TakeBody(const XmlElement* nitf, Article* article) {
  // Wire lines are wrapped by <br/>, so that it means no more than a space.
  constexpr std::array kRules = {FlowRule{"br", Flow::kSpace}};
  const XmlElement* content = Path(nitf, {"body", "body.content"});
  std::vector<const XmlElement*> parts;
  for (const XmlElement* block : Children(content, "block")) {
    if (Attribute(block, "class") == "full_text") parts.push_back(block);
  }
  if (parts.empty()) parts.push_back(content);
  FlowedText text = FlowText(parts, kRules);
  if (content == nullptr) text = FlowText(Child(nitf, "body.content"), kRules);
  TakeText(text.body, &article->body);
  std::ranges::move(text.captions, std::back_inserter(article->captions));
  const std::string abstract = FlowText(Path(nitf, {"body", "body.head", "abstract"})).body;
  TakeText(abstract, &article->body);
  AddAbstract(abstract, article);
  AddExtra("tagline", FlowText(Path(nitf, {"body", "body.end"})).body, article);
}

}  // namespace

void TakeNitf(const XmlElement* nitf, Article* article) {
  TakeTitles(nitf, article);
  TakeBylines(nitf, article);
  TakeSources(nitf, article);
  TakeDates(nitf, article);
  TakeStatus(nitf, article);
  TakeIdentity(nitf, article);
  TakeSubjects(nitf, article);
  TakeEntities(nitf, article);
  TakeBody(nitf, article);
  const XmlElement* body_head = Path(nitf, {"body", "body.head"});
  AddExtra("dateline", Words(Child(body_head, "dateline")), article);
  AddExtra("note", Attribute(Path(nitf, {"head", "docdata", "ed-msg"}), "info"), article);
  AddExtra("urgency", Attribute(Path(nitf, {"head", "docdata", "urgency"}), "ed-urg"), article);
}

int SniffNitf(const Head& head) {
  const XmlRoot root = SniffXml(head.bytes);
  if (root.name != "nitf") return 0;
  return root.is_behind_junk ? 60 : 95;
}

std::unique_ptr<Splitter> SplitNitf(ByteStream* in, const ReadOptions& options) {
  return SplitXml(in, options.limits, {.items = {"nitf"}, .if_none = "there is no story in it"});
}

void ReadNitf(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  const XmlRecord read = ReadXml(record, options, problems);
  if (read.item == nullptr) return;
  Article article;
  TakeNitf(read.item, &article);
  articles->push_back(std::move(article));
}

}  // namespace backfile
