// Content systems export stories under names of their own: <Story><Headline>, <artikel><titel>.
//
// The names are few. An element that holds a child named like a title and one named like a text is
// a story; the rest of its children fill the other fields by their names, and what has no such name
// is kept as an extra. Names are compared in lower case without hyphens and underscores. A document
// without a story is one article of all its text, and its notes say so: what nobody can name can
// still be found.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/xml_any.h"

#include <tinyxml2.h>

#include <algorithm>
#include <array>

#include "article/charset.h"
#include "article/paragraphs.h"
#include "article/text.h"
#include "formats/fields.h"
#include "formats/xml.h"
#include "formats/xml_mend.h"
#include "formats/xml_split.h"
#include "formats/xml_text.h"

namespace backfile {

namespace {

std::string FoldKey(std::string_view name) {
  std::string key;
  for (const char c : name) {
    if (c == '-' || c == '_' || c == '.') continue;
    key += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return key;
}

bool IsTrue(std::string_view text) {
  text = Trim(text);
  return text == "true" || text == "1" || text == "yes" || text == "True";
}

struct Key {
  std::string_view name;
  void (*take)(std::string_view text, Article* article);
};
using View = std::string_view;

void Title(View t, Article* a) { TakeText(Squeeze(TextOfMarkup(t)), &a->title); }
void Subtitle(View t, Article* a) { TakeText(Squeeze(TextOfMarkup(t)), &a->subtitle); }
void Body(View t, Article* a) { TakeText(TextOfMarkup(t, &a->captions), &a->body); }
void Writer(View t, Article* a) { TakeByline(t, a); }
void Date(View t, Article* a) { TakePublished(t, a); }
void Modified(View t, Article* a) { TakeDate(t, "date of change", &a->modified, a); }
void Embargo(View t, Article* a) { TakeDate(t, "end of the embargo", &a->embargo_until, a); }
void Source(View t, Article* a) { TakeSource(t, a); }
// "/ritzau/", "Via Ritzau"
void Origin(View t, Article* a) {
  t = Trim(t);
  if (t.starts_with("Via ") || t.starts_with("via ")) t.remove_prefix(4);
  while (t.starts_with('/')) t.remove_prefix(1);
  while (t.ends_with('/')) t.remove_suffix(1);
  TakeSource(t, a);
}
void Section(View t, Article* a) { TakeText(Squeeze(t), &a->section); }
void Language(View t, Article* a) { TakeLanguage(t, a); }
void Url(View t, Article* a) { TakeText(Squeeze(t), &a->url); }
void Id(View t, Article* a) { TakeText(Squeeze(t), &a->external_id); }
void Story(View t, Article* a) { TakeText(Squeeze(t), &a->story); }
void Version(View t, Article* a) { TakeText(Squeeze(t), &a->version); }
void Abstract(View t, Article* a) { AddExtra("abstract", TextOfMarkup(t), a); }
void Dateline(View t, Article* a) { AddExtra("dateline", t, a); }
void Note(View t, Article* a) { AddExtra("note", t, a); }
void Caption(View t, Article* a) { a->captions.push_back(TextOfMarkup(t)); }
void Person(View t, Article* a) { AddPerson(t, "", a); }
void Place(View t, Article* a) { a->places.push_back(Squeeze(t)); }
void Organisation(View t, Article* a) { a->organisations.push_back(Squeeze(t)); }
void Subject(View t, Article* a) {
  for (const std::string& subject : SplitList(t, ";,")) AddSubject(subject, "", a);
}
void SetStatus(View t, Article* a) {
  if (StatusOf(t) != Status::kUsable) a->status = StatusOf(t);
}
void Canceled(View t, Article* a) {
  if (IsTrue(t)) a->status = Status::kCanceled;
}
void Corrected(View t, Article* a) {
  if (t == "false" || t == "0" || t == "False") return;
  TakeText(IsTrue(t) ? "correction" : Squeeze(t), &a->correction);
}
void Updated(View t, Article* a) {
  if (IsTrue(t)) TakeText("update", &a->correction);
}

constexpr std::array kTitles = {Key{"headline", Title}, Key{"title", Title}, Key{"hl1", Title},
                                Key{"heading", Title},  Key{"titel", Title}, Key{"titre", Title},
                                Key{"titulo", Title},   Key{"rubrik", Title}};
constexpr std::array kBodies = {
    Key{"body", Body},      Key{"content", Body},     Key{"text", Body},
    Key{"fulltext", Body},  Key{"maintext", Body},    Key{"bodytext", Body},
    Key{"storytext", Body}, Key{"articlebody", Body}, Key{"articletext", Body},
    Key{"bodyhtml", Body},  Key{"brodtext", Body},    Key{"p", Body}};
constexpr std::array kOthers = {Key{"subtitle", Subtitle},
                                Key{"subheadline", Subtitle},
                                Key{"subhead", Subtitle},
                                Key{"deck", Subtitle},
                                Key{"byline", Writer},
                                Key{"author", Writer},
                                Key{"authors", Writer},
                                Key{"writer", Writer},
                                Key{"reporter", Writer},
                                Key{"creator", Writer},
                                Key{"date", Date},
                                Key{"pubdate", Date},
                                Key{"publishdate", Date},
                                Key{"publisheddate", Date},
                                Key{"publicationdate", Date},
                                Key{"datepublished", Date},
                                Key{"published", Date},
                                Key{"publishedat", Date},
                                Key{"dateissued", Date},
                                Key{"issued", Date},
                                Key{"modified", Modified},
                                Key{"updated", Modified},
                                Key{"lastmodified", Modified},
                                Key{"datemodified", Modified},
                                Key{"embargo", Embargo},
                                Key{"embargodate", Embargo},
                                Key{"embargoeduntil", Embargo},
                                Key{"source", Source},
                                Key{"publisher", Source},
                                Key{"publication", Source},
                                Key{"newspaper", Source},
                                Key{"provider", Source},
                                Key{"sourcename", Source},
                                Key{"origin", Origin},
                                Key{"section", Section},
                                Key{"category", Section},
                                Key{"ressort", Section},
                                Key{"language", Language},
                                Key{"lang", Language},
                                Key{"url", Url},
                                Key{"link", Url},
                                Key{"permalink", Url},
                                Key{"id", Id},
                                Key{"newsid", Id},
                                Key{"articleid", Id},
                                Key{"storyid", Id},
                                Key{"docid", Id},
                                Key{"guid", Id},
                                Key{"uuid", Id},
                                Key{"identifier", Id},
                                Key{"histid", Story},
                                Key{"version", Version},
                                Key{"status", SetStatus},
                                Key{"canceled", Canceled},
                                Key{"cancelled", Canceled},
                                Key{"annuleret", Canceled},
                                Key{"correction", Corrected},
                                Key{"korrektion", Corrected},
                                Key{"nyversion", Updated},
                                Key{"summary", Abstract},
                                Key{"abstract", Abstract},
                                Key{"description", Abstract},
                                Key{"lead", Abstract},
                                Key{"teaser", Abstract},
                                Key{"dateline", Dateline},
                                Key{"ednote", Note},
                                Key{"editornote", Note},
                                Key{"caption", Caption},
                                Key{"person", Person},
                                Key{"people", Person},
                                Key{"place", Place},
                                Key{"town", Place},
                                Key{"city", Place},
                                Key{"location", Place},
                                Key{"organisation", Organisation},
                                Key{"organization", Organisation},
                                Key{"company", Organisation},
                                Key{"keyword", Subject},
                                Key{"keywords", Subject},
                                Key{"tag", Subject},
                                Key{"tags", Subject},
                                Key{"subject", Subject},
                                Key{"subjectkeyword", Subject},
                                Key{"topic", Subject}};

template <class Keys>
const Key* FindKey(const Keys& keys, std::string_view name) {
  const std::string folded = FoldKey(name);
  const auto it = std::ranges::find(keys, folded, &Key::name);
  return it == keys.end() ? nullptr : &*it;
}

template <class Keys>
bool HasChild(const XmlElement* parent, const Keys& keys) {
  return std::ranges::any_of(ChildElements(parent), [&](const XmlElement* child) {
    return FindKey(keys, LocalName(child)) != nullptr;
  });
}

// A story has its title in it or in its head.
bool IsStory(const XmlElement* element) {
  if (!HasChild(element, kBodies)) return false;
  if (HasChild(element, kTitles)) return true;
  return std::ranges::any_of(ChildElements(element), [](const XmlElement* child) {
    const std::string name = FoldKey(LocalName(child));
    return (name == "head" || name == "header" || name == "meta" || name == "metadata") &&
           HasChild(child, kTitles);
  });
}

const XmlElement* FirstStory(const XmlElement* element) {
  if (element == nullptr || IsStory(element)) return element;
  for (const XmlElement* child : ChildElements(element)) {
    if (const XmlElement* story = FirstStory(child)) return story;
  }
  return nullptr;
}

// Children that are fields, whatever order they come in; paragraphs are gathered first.
void TakeFields(const XmlElement* story, Article* article) {
  std::vector<const XmlElement*> paragraphs = Children(story, "p");
  if (!paragraphs.empty()) article->body = FlowText(paragraphs).body;
  for (const XmlElement* child : ChildElements(story)) {
    const std::string_view name = LocalName(child);
    const Key* title = FindKey(kTitles, name);
    const Key* body = FindKey(kBodies, name);
    const Key* other = FindKey(kOthers, name);
    const std::string folded = FoldKey(name);
    if (folded == "head" || folded == "header" || folded == "meta" || folded == "metadata") {
      TakeFields(child, article);
    } else if (body != nullptr && HasElements(child)) {
      FlowedText text = FlowText(child);
      TakeText(text.body, &article->body);
      std::ranges::move(text.captions, std::back_inserter(article->captions));
    } else if (title != nullptr || body != nullptr) {
      (title != nullptr ? title : body)->take(RawText(child), article);
    } else if (other != nullptr && HasElements(child)) {
      for (const XmlElement* one : ChildElements(child)) other->take(RawText(one), article);
    } else if (other != nullptr && !Words(child).empty()) {
      other->take(RawText(child), article);
    } else if (!HasElements(child)) {
      AddExtra(name, RawText(child), article);
    }
  }
}

// The names of the elements that are stories, as far as the beginning of the file shows.
std::string StoryName(std::string_view head, const Limits& limits) {
  const auto tree = ParseXml(DecodeText(head, DeclaredXmlCharset(head)).text, limits);
  return tree ? std::string(LocalName(FirstStory(tree->root()))) : "";
}

// XML that programs keep for themselves, by its root.
constexpr std::array<std::string_view, 13> kNoText = {
    "urlset", "sitemapindex", "schema",    "stylesheet",  "transform",     "svg",        "plist",
    "opml",   "Types",        "container", "PrintTicket", "Relationships", "packageItem"};

// The document as one record.
XmlCut WholeDocument(const std::string& root) {
  XmlCut cut{.items = {root}, .nests = true, .if_none = "there is no text in it"};
  if (std::ranges::find(kNoText, root) == kNoText.end()) return cut;
  cut.is_wanted = [](std::string_view) { return false; };
  cut.if_none = "a <" + root + "> holds no article";
  cut.none_is = Reason::kUnsupportedFormat;
  return cut;
}

bool HasOwnText(const XmlElement* element) {
  for (const auto* node = element->FirstChild(); node != nullptr; node = node->NextSibling()) {
    const auto* text = node->ToText();
    if (text != nullptr && !Trim(text->Value()).empty()) return true;
  }
  return false;
}

// An element that has text of its own is a paragraph, or several.
void AddAllText(const XmlElement* element, std::string* body) {
  if (HasOwnText(element)) {
    *body += FlowText(element).body + "\n\n";
    return;
  }
  for (const XmlElement* child : ChildElements(element)) AddAllText(child, body);
}

// Of a document without an element that is a story: all that it says.
void TakeAllText(const XmlElement* root, Article* article) {
  AddAllText(root, &article->body);
  article->body = TidyParagraphs(article->body);
  if (article->body.empty()) return;
  article->notes.emplace_back("no element of it has a title and a text; all of its text was taken");
}

// The splitter reads on from what was peeked at.
class PeekedSplitter : public Splitter {
 public:
  PeekedSplitter(std::unique_ptr<PeekStream> in, const Limits& limits, XmlCut cut)
      : in_(std::move(in)), splitter_(SplitXml(in_.get(), limits, std::move(cut))) {}
  std::optional<Piece> Next(Problems* problems) override { return splitter_->Next(problems); }

 private:
  std::unique_ptr<PeekStream> in_;
  std::unique_ptr<Splitter> splitter_;
};

}  // namespace

int SniffAnyXml(const Head& head) {
  constexpr int kLast = 12;  // Before plain text, behind everything that knows more.
  const XmlRoot root = SniffXml(head.bytes);
  if (root.name.empty() || root.is_behind_junk) return 0;
  const bool is_declared = head.bytes.substr(0, 64).find("<?xml") != std::string_view::npos;
  const bool is_named = head.name.ends_with(".xml") || head.name.ends_with(".XML");
  const bool is_typed = root.type.starts_with("<!DOCTYPE");
  const bool has_namespace = root.tag.find("xmlns") != std::string::npos;
  return is_declared || is_named || is_typed || has_namespace ? kLast : 0;
}

std::unique_ptr<Splitter> SplitAnyXml(ByteStream* in, const ReadOptions& options) {
  auto peeked = std::make_unique<PeekStream>(in);
  const std::string_view head = peeked->Peek(kSniffBytes);
  XmlCut cut{.items = {StoryName(head, options.limits)}, .if_none = "there is no story in it"};
  if (cut.items.front().empty()) cut = WholeDocument(SniffXml(head).name);
  return std::make_unique<PeekedSplitter>(std::move(peeked), options.limits, std::move(cut));
}

void ReadAnyXml(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                Problems* problems) {
  const XmlRecord read = ReadXml(record, options, problems);
  if (read.item == nullptr) return;
  Article article;
  TakeFields(read.item, &article);
  for (const char* name : {"id", "date", "lang", "section", "source", "url"}) {
    const Key* key = FindKey(kOthers, name);
    const std::string_view value = Attribute(read.item, name);
    if (key != nullptr && !value.empty()) key->take(value, &article);
  }
  TakeLanguage(Inherited(read.item, "lang"), &article);
  TakeText(article.title.empty() ? article.subtitle : "", &article.title);
  if (article.title == article.subtitle) article.subtitle.clear();
  if (!IsStory(read.item) && article.body.empty()) TakeAllText(read.item, &article);
  articles->push_back(std::move(article));
}

}  // namespace backfile
