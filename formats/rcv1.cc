// A flat vocabulary: a few elements of text, codes by class, Dublin Core in attributes.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/rcv1.h"

#include "formats/fields.h"
#include "formats/xml.h"
#include "formats/xml_split.h"
#include "formats/xml_text.h"

namespace backfile {

namespace {

std::string_view CoreValue(const XmlElement* metadata, std::string_view element) {
  for (const XmlElement* dc : Children(metadata, "dc")) {
    if (Attribute(dc, "element") == element) return Attribute(dc, "value");
  }
  return {};
}

void TakeCodes(const XmlElement* codes, Article* article) {
  const bool are_places = Attribute(codes, "class").find("countries") != std::string_view::npos;
  for (const XmlElement* code : Children(codes, "code")) {
    const std::string_view value = Attribute(code, "code");
    if (are_places) {
      article->places.emplace_back(value);
    } else {
      AddSubject("", value, article);
    }
  }
}

void TakeItem(const XmlElement* item, Article* article) {
  const XmlElement* metadata = Child(item, "metadata");
  TakeText(Attribute(item, "itemid"), &article->external_id);
  // The title repeats the headline behind the name of a country.
  TakeText(Words(Child(item, "headline")), &article->title);
  TakeText(Words(Child(item, "title")), &article->title);
  article->body = FlowText(Child(item, "text")).body;
  TakeByline(Words(Child(item, "byline")), article);
  AddExtra("dateline", Words(Child(item, "dateline")), article);
  AddExtra("rights", Words(Child(item, "copyright")), article);
  TakePublished(CoreValue(metadata, "dc.date.published"), article);
  TakePublished(Attribute(item, "date"), article);
  TakePublished(CoreValue(metadata, "dc.date.created"), article);
  TakeSource(CoreValue(metadata, "dc.source"), article);
  TakeSource(CoreValue(metadata, "dc.publisher"), article);
  TakeLanguage(Attribute(item, "lang"), article);
  for (const char* place : {"dc.creator.location", "dc.creator.location.country.name"}) {
    article->places.emplace_back(CoreValue(metadata, place));
  }
  for (const XmlElement* codes : Children(metadata, "codes")) TakeCodes(codes, article);
}

}  // namespace

int SniffRcv1(const Head& head) {
  const XmlRoot root = SniffXml(head.bytes);
  if (root.name != "newsitem") return 0;
  return root.tag.find("itemid") != std::string::npos ? 95 : 60;
}

std::unique_ptr<Splitter> SplitRcv1(ByteStream* in, const ReadOptions& options) {
  return SplitXml(in, options.limits,
                  {.items = {"newsitem"}, .if_none = "there is no news item in it"});
}

void ReadRcv1(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  const XmlRecord read = ReadXml(record, options, problems);
  if (read.item == nullptr) return;
  Article article;
  TakeItem(read.item, &article);
  articles->push_back(std::move(article));
}

}  // namespace backfile
