// Items of feeds. Local names clash here (content:encoded and excerpt:encoded, title and
// media:title), so children are asked for as they are written.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/feed.h"

#include <algorithm>
#include <array>

#include "article/news_date.h"
#include "article/text.h"
#include "formats/fields.h"
#include "formats/xml.h"
#include "formats/xml_split.h"
#include "formats/xml_text.h"

namespace backfile {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != kNone; }

// A child in the vocabulary of the element itself: without a prefix, or with the element's own.
std::vector<const XmlElement*> Own(const XmlElement* parent, std::string_view name) {
  const std::string_view qualified = QualifiedName(parent);
  const std::size_t colon = qualified.find(':');
  const std::string prefixed =
      colon == kNone ? std::string(name)
                     : std::string(qualified.substr(0, colon + 1)) + std::string(name);
  std::vector<const XmlElement*> found = Children(parent, name);
  std::erase_if(found, [&](const XmlElement* e) {
    return QualifiedName(e) != name && QualifiedName(e) != prefixed;
  });
  return found;
}
const XmlElement* FirstOwn(const XmlElement* parent, std::string_view name) {
  const auto found = Own(parent, name);
  return found.empty() ? nullptr : found.front();
}

// Mark-up that stands in it as elements or as escaped text.
std::string TextIn(const XmlElement* element) {
  if (element == nullptr) return "";
  // Within elements text may be escaped once more.
  return TextOfMarkup(HasElements(element) ? FlowText(element).body : RawText(element));
}
std::string LineIn(const XmlElement* element) { return Squeeze(TextIn(element)); }

// "jo@example.com (Jo Doe)" and "Jo Doe <jo@example.com>" -> "Jo Doe"
std::string WriterIn(std::string_view text) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  if (Contains(text, "@") && open != kNone && close != kNone && open < close) {
    return Squeeze(text.substr(open + 1, close - open - 1));
  }
  const std::size_t angle = text.find('<');
  if (angle != kNone && angle > 1 && Contains(text.substr(angle), "@")) {
    text = text.substr(0, angle);
  }
  return Squeeze(text);
}

void TakeWriters(const std::vector<const XmlElement*>& elements, Article* article) {
  if (!article->byline.empty()) return;
  for (const XmlElement* element : elements) {
    std::ranges::move(SplitByline(WriterIn(Words(element))), std::back_inserter(article->byline));
  }
}

bool IsAddress(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

// An address made whole by the base it is relative to.
std::string Resolve(std::string_view base, std::string_view address) {
  address = Trim(address);
  const std::size_t scheme = base.find("://");
  if (address.empty() || scheme == kNone || Contains(address.substr(0, 12), ":")) {
    return std::string(address);
  }
  const std::size_t path = std::min(base.find('/', scheme + 3), base.size());
  if (address.starts_with("//")) {
    return std::string(base.substr(0, scheme + 1)) + std::string(address);
  }
  if (address.starts_with('/')) {
    return std::string(base.substr(0, path)) + std::string(address);
  }
  const std::size_t folder = base.rfind('/');
  return std::string(folder < path ? base : base.substr(0, folder)) + "/" + std::string(address);
}

// --- RSS ---

void TakeRssBody(const XmlElement* item, Article* article) {
  const XmlElement* encoded = Child(item, "content:encoded");
  if (encoded == nullptr) {
    for (const XmlElement* other : Children(item, "encoded")) {
      if (!QualifiedName(other).starts_with("excerpt:")) encoded = other;
    }
  }
  const std::string description = TextIn(FirstOwn(item, "description"));
  for (const XmlElement* whole : {encoded, Child(item, "body"), Child(item, "full-text")}) {
    TakeText(TextIn(whole), &article->body);
  }
  for (const std::string& part : {description, TextIn(Child(item, "dc:description")),
                                  TextIn(Child(item, "media:description"))}) {
    TakeText(part, &article->body);
  }
  AddAbstract(description, article);
}

void TakeRssPlace(const XmlElement* item, Article* article) {
  const std::string guid = Words(FirstOwn(item, "guid"));
  const std::string link = Words(FirstOwn(item, "link"));
  TakeText(Words(Child(item, "feedburner:origLink")), &article->url);
  TakeText(link, &article->url);
  TakeText(Attribute(FirstOwn(item, "link"), "href"), &article->url);
  TakeText(Attribute(Child(item, "atom:link"), "href"), &article->url);
  if (IsAddress(guid) && Attribute(FirstOwn(item, "guid"), "isPermaLink") != "false") {
    TakeText(guid, &article->url);
  }
  TakeText(guid, &article->external_id);
  TakeText(link, &article->external_id);
  TakeText(Attribute(item, "about"), &article->external_id);
  if (IsAddress(article->external_id)) TakeText(article->external_id, &article->url);
}

void TakeRssDates(const XmlElement* item, Article* article) {
  TakePublished(Words(FirstOwn(item, "pubDate")), article);
  for (const char* name : {"dc:date", "dcterms:issued", "dcterms:created", "published", "pubdate",
                           "date", "dcterms:date"}) {
    TakePublished(Words(Child(item, name)), article);
  }
  for (const char* name : {"dcterms:modified", "updated"}) {
    TakeDate(Words(Child(item, name)), "date of change", &article->modified, article);
  }
}

void TakeRssItem(const XmlElement* root, const XmlElement* item, Article* article) {
  const XmlElement* channel = Child(root, "channel");
  if (channel == nullptr) channel = root;
  TakeText(LineIn(FirstOwn(item, "title")), &article->title);
  TakeText(LineIn(Child(item, "dc:title")), &article->title);
  TakeRssBody(item, article);
  TakeRssPlace(item, article);
  TakeRssDates(item, article);
  TakeWriters(Children(item, "dc:creator"), article);
  TakeWriters(Own(item, "author"), article);
  TakeWriters(Children(item, "author"), article);
  TakeSource(Words(FirstOwn(item, "source")), article);
  TakeSource(LineIn(FirstOwn(channel, "title")), article);
  TakeSource(Words(Child(channel, "dc:publisher")), article);
  for (const char* name : {"category", "dc:subject"}) {
    for (const XmlElement* subject : Children(item, name)) AddSubject(LineIn(subject), "", article);
  }
  for (const XmlElement* parent : {item, channel}) {
    TakeLanguage(Words(Child(parent, "dc:language")), article);
    TakeLanguage(Words(FirstOwn(parent, "language")), article);
  }
  TakeLanguage(Inherited(item, "lang"), article);
  for (const XmlElement* media : AllBelow(item, "media:description")) {
    if (LocalName(ParentElement(media)) == "content") article->captions.push_back(LineIn(media));
  }
}

// --- Atom ---

std::string DecodeBase64(std::string_view text) {
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t digit = kDigits.find(c);
    if (digit == kNone) continue;
    bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xff);
  }
  return out;
}

// A text construct, by its type: text, html (escaped), xhtml (elements), or base64.
std::string ConstructText(const XmlElement* element) {
  const std::string_view type = Attribute(element, "type");
  const bool is_media = Contains(type, "/") && !type.starts_with("text/") &&
                        !Contains(type, "xml") && !Contains(type, "html");
  const bool is_encoded = Attribute(element, "mode") == "base64" || is_media;
  if (!is_encoded || HasElements(element)) return TextIn(element);
  return TextOfMarkup(CleanUtf8(DecodeBase64(RawText(element))));
}

void TakeAtomWriters(const XmlElement* parent, Article* article) {
  if (!article->byline.empty()) return;
  for (const XmlElement* author : Own(parent, "author")) {
    std::string name = FirstWords({Child(author, "name"), Child(author, "email")});
    if (name.empty() && !HasElements(author)) name = WriterIn(Words(author));
    if (!name.empty()) article->byline.push_back(std::move(name));
  }
}

// The page that the entry is about.
std::string PageOf(const XmlElement* entry) {
  for (const XmlElement* link : Own(entry, "link")) {
    const std::string_view rel = Attribute(link, "rel");
    const std::string_view type = Attribute(link, "type");
    const bool is_page = type.empty() || Contains(type, "html");
    if ((rel.empty() || rel == "alternate") && is_page) {
      return Resolve(Inherited(link, "base"), Attribute(link, "href"));
    }
  }
  return "";
}

void TakeAtomDates(const XmlElement* entry, Article* article) {
  for (const char* name : {"published", "issued", "created", "dc:date"}) {
    TakePublished(Words(Child(entry, name)), article);
  }
  const bool has_first = article->published.has_value();
  for (const char* name : {"updated", "modified"}) {
    const std::string changed = Words(FirstOwn(entry, name));
    TakePublished(changed, article);
    if (has_first) TakeDate(changed, "date of change", &article->modified, article);
  }
  if (article->modified == article->published) article->modified.reset();
}

void TakeAtomEntry(const XmlElement* root, const XmlElement* entry, Article* article) {
  const XmlElement* feed = LocalName(root) == "feed" ? root : nullptr;
  const XmlElement* source = FirstOwn(entry, "source");
  TakeText(Squeeze(ConstructText(FirstOwn(entry, "title"))), &article->title);
  const std::string summary = ConstructText(FirstOwn(entry, "summary"));
  TakeText(ConstructText(FirstOwn(entry, "content")), &article->body);
  TakeText(summary, &article->body);
  AddAbstract(summary, article);
  for (const XmlElement* parent : {entry, source, feed}) TakeAtomWriters(parent, article);
  TakeWriters(Children(entry, "dc:creator"), article);
  TakeSource(Squeeze(ConstructText(FirstOwn(source, "title"))), article);
  TakeSource(Squeeze(ConstructText(FirstOwn(feed, "title"))), article);
  TakeAtomDates(entry, article);
  TakeText(Words(FirstOwn(entry, "id")), &article->external_id);
  article->url = PageOf(entry);
  TakeText(article->url, &article->external_id);
  for (const XmlElement* category : Children(entry, "category")) {
    const std::string_view label = Trim(Attribute(category, "label"));
    AddSubject(label.empty() ? Attribute(category, "term") : label, "", article);
  }
  for (const XmlElement* subject : Children(entry, "dc:subject")) {
    AddSubject(Words(subject), "", article);
  }
  TakeLanguage(Inherited(entry, "lang"), article);
  TakeLanguage(Inherited(FirstOwn(entry, "content"), "lang"), article);
  AddExtra("rights", ConstructText(FirstOwn(entry, "rights")), article);
}

// --- WordPress ---

// The text of an element in raw XML, a CDATA section taken off.
std::string_view RawValue(std::string_view xml, std::string_view open) {
  const std::size_t at = xml.find(open);
  if (at == kNone) return {};
  std::string_view value = xml.substr(at + open.size());
  value = Trim(value.substr(0, value.find("</")));
  if (value.starts_with("<![CDATA[")) value.remove_prefix(9);
  return Trim(value.substr(0, value.find("]]>")));
}

bool IsPublishedPost(std::string_view item) {
  const std::string_view type = RawValue(item, "<wp:post_type>");
  const std::string_view status = RawValue(item, "<wp:status>");
  return (type.empty() || type == "post") && (status.empty() || status == "publish");
}

// Where WordPress was told no zone it gives both clocks: their difference is the offset.
std::optional<PartialDate> PostDate(const XmlElement* item, const char* local, const char* gmt) {
  const auto there = ParseNewsDate(Words(Child(item, local)));
  const auto here = ParseNewsDate(Words(Child(item, gmt)));
  if (!here || !there || here->precision() != Precision::kSecond) return std::nullopt;
  const auto offset =
      std::chrono::duration_cast<std::chrono::minutes>(there->wall() - here->wall());
  if (std::chrono::abs(offset) > std::chrono::hours(15)) return std::nullopt;
  return PartialDate::Wall(there->wall(), Precision::kSecond, offset);
}

void TakePostDates(const XmlElement* item, Article* article) {
  article->published = PostDate(item, "wp:post_date", "wp:post_date_gmt");
  if (article->published) article->published_basis = DateBasis::kMetadata;
  article->modified = PostDate(item, "wp:post_modified", "wp:post_modified_gmt");
  if (article->modified == article->published) article->modified.reset();
}

// The name that the writer of this login is shown by.
std::string DisplayName(const XmlElement* channel, const std::string& login) {
  for (const XmlElement* author : Children(channel, "wp:author")) {
    if (Words(Child(author, "wp:author_login")) != login) continue;
    const std::string first = Words(Child(author, "wp:author_first_name"));
    const std::string last = Words(Child(author, "wp:author_last_name"));
    const std::string shown = Words(Child(author, "wp:author_display_name"));
    if (!shown.empty() && shown != login) return shown;
    if (!first.empty() && !last.empty()) return first + " " + last;
  }
  return login;
}

// [caption ...]<img> words[/caption] becomes a caption; what only places pictures goes.
std::string TakeShortcodes(std::string content, Article* article) {
  constexpr std::string_view kEnd = "[/caption]";
  for (std::size_t at = content.find("[caption"); at != kNone; at = content.find("[caption", at)) {
    const std::size_t inner = content.find(']', at);
    const std::size_t end = content.find(kEnd, at);
    if (inner == kNone || end == kNone || inner > end) break;
    article->captions.push_back(TextOfMarkup(content.substr(inner + 1, end - inner - 1)));
    content.erase(at, end + kEnd.size() - at);
  }
  for (const std::string_view code : {"[gallery", "[embed", "[video", "[audio", "[playlist"}) {
    for (std::size_t at = content.find(code); at != kNone; at = content.find(code, at)) {
      const std::size_t end = content.find(']', at);
      if (end == kNone) break;
      content.erase(at, end + 1 - at);
    }
  }
  return content;
}

void TakePost(const XmlElement* root, const XmlElement* item, Article* article) {
  const XmlElement* channel = Child(root, "channel");
  TakePostDates(item, article);
  std::string content = TakeShortcodes(RawText(Child(item, "content:encoded")), article);
  // The classic editor shows line ends as they are typed; the block editor marks its blocks.
  if (!Contains(content, "<!-- wp:")) content = WithLineBreaks(content);
  article->body = TextOfMarkup(content, &article->captions);
  const std::string login = Words(Child(item, "dc:creator"));
  if (!login.empty()) article->byline = {DisplayName(channel, login)};
  AddAbstract(TextIn(Child(item, "excerpt:encoded")), article);
  TakeRssItem(root, item, article);
}

// --- What all have in common ---

template <class TakeItem>
void ReadItem(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems, TakeItem take_item) {
  const XmlRecord read = ReadXml(record, options, problems);
  if (read.item == nullptr) return;
  Article article;
  take_item(read.root, read.item, &article);
  articles->push_back(std::move(article));
}

bool IsRssRoot(const XmlRoot& root, std::string_view head) {
  if (root.name == "rss" || root.name == "RSS") return true;
  return root.name == "RDF" &&
         (Contains(head, "purl.org/rss/1.0/") || Contains(head, "netscape.com/rdf/simple/0.9") ||
          Contains(head, "channel.netscape.com/rdf"));
}

bool IsWxr(const XmlRoot& root, std::string_view head) {
  return Contains(root.tag, "wordpress.org/export/") || Contains(head, "<wp:wxr_version>");
}

}  // namespace

int SniffRss(const Head& head) {
  const XmlRoot root = SniffXml(head.bytes);
  if (!IsRssRoot(root, head.bytes)) return 0;
  return root.is_behind_junk ? 60 : 90;
}
int SniffWxr(const Head& head) {
  const XmlRoot root = SniffXml(head.bytes);
  return IsRssRoot(root, head.bytes) && IsWxr(root, head.bytes) ? 95 : 0;
}
int SniffAtom(const Head& head) {
  const XmlRoot root = SniffXml(head.bytes);
  if (root.name != "feed" && root.name != "entry") return 0;
  const bool is_declared =
      Contains(root.tag, "w3.org/2005/Atom") || Contains(root.tag, "purl.org/atom/ns");
  if (!is_declared && (root.name == "entry" || !Contains(head.bytes, "entry"))) return 0;
  return root.is_behind_junk ? 60 : is_declared ? 95 : 70;
}

std::unique_ptr<Splitter> SplitRss(ByteStream* in, const ReadOptions& options) {
  return SplitXml(
      in, options.limits,
      {.items = {"item"}, .not_context = {"image"}, .if_none = "the feed has no items"});
}
std::unique_ptr<Splitter> SplitAtom(ByteStream* in, const ReadOptions& options) {
  return SplitXml(in, options.limits, {.items = {"entry"}, .if_none = "the feed has no entries"});
}
std::unique_ptr<Splitter> SplitWxr(ByteStream* in, const ReadOptions& options) {
  return SplitXml(in, options.limits,
                  {.items = {"item"},
                   .not_context = {"category", "tag", "term", "image"},
                   .is_wanted = IsPublishedPost,
                   .if_none = "the export holds no published posts"});
}

void ReadRss(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
             Problems* problems) {
  ReadItem(record, options, articles, problems, TakeRssItem);
}
void ReadAtom(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  ReadItem(record, options, articles, problems, TakeAtomEntry);
}
void ReadWxr(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
             Problems* problems) {
  ReadItem(record, options, articles, problems, TakePost);
}

}  // namespace backfile
