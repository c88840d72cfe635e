// Messages, by GMime.
//
// GMime finds the parts and undoes their transfer encodings and encoded headers; character sets of
// texts are decoded as everywhere else (article/charset.h), since what mail declares is often
// wrong.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/mail.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <array>

#include "article/charset.h"
#include "article/news_date.h"
#include "article/text.h"
#include "formats/embedded.h"
#include "formats/header_block.h"
#include "formats/html_page.h"

namespace backfile {

namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Ref = std::unique_ptr<T, Unref>;

constexpr int kMostParts = 1000;  // Of one message, those within messages in it included.

std::string OrEmpty(const char* text) { return text == nullptr ? "" : CleanUtf8(text); }

// Without the envelope line of a mailbox, and with "From " unescaped where one escaped it.
std::string WithoutEnvelope(std::string_view message) {
  // Some programs leave blank lines in front.
  message.remove_prefix(std::min(message.find_first_not_of(" \t\r\n"), message.size()));
  if (!message.starts_with("From ")) return std::string(message);
  message.remove_prefix(std::min(message.find('\n'), message.size() - 1) + 1);
  std::string text;
  text.reserve(message.size());
  while (!message.empty()) {
    const std::size_t end = std::min(message.find('\n'), message.size() - 1) + 1;
    std::string_view line = message.substr(0, end);
    const std::size_t quotes = std::min(line.find_first_not_of('>'), line.size());
    if (quotes > 0 && line.substr(quotes).starts_with("From ")) line.remove_prefix(1);
    text += line;
    message.remove_prefix(end);
  }
  return text;
}

// "From someone@example.org Mon Jun 01 10:00:00 2009"
std::optional<PartialDate> EnvelopeDate(std::string_view message) {
  std::string_view line = message.substr(0, message.find('\n'));
  line.remove_prefix(std::min(line.find(' '), line.size() - 1) + 1);
  return ParseNewsDate(line.substr(std::min(line.find(' '), line.size())));
}

Ref<GMimeMessage> Parse(const std::string& bytes) {
  static const bool is_ready = (g_mime_init(), true);
  if (!is_ready) return nullptr;
  const Ref<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Ref<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  return Ref<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

std::string HeaderOf(GMimeMessage* message, const char* name) {
  return OrEmpty(g_mime_object_get_header(GMIME_OBJECT(message), name));
}

// The subject. What is raw UTF-8 within an encoded word is UTF-8, whatever the word declares.
std::string SubjectOf(GMimeMessage* message) {
  GMimeHeaderList* headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
  GMimeHeader* header = g_mime_header_list_get_header(headers, "Subject");
  const char* raw = header == nullptr ? nullptr : g_mime_header_get_raw_value(header);
  std::string value = raw == nullptr ? "" : raw;
  const bool has_raw = std::ranges::any_of(value, [](char c) { return (c & 0x80) != 0; });
  if (!has_raw || !IsValidUtf8(value)) return OrEmpty(g_mime_message_get_subject(message));
  for (std::size_t at = value.find("=?"); at != std::string::npos; at = value.find("=?", at)) {
    const std::size_t end = value.find('?', at += 2);
    if (end == std::string::npos) break;
    const bool is_word = end + 2 < value.size() && value[end + 2] == '?';
    if (is_word) value.replace(at, end - at, "utf-8");
  }
  char* decoded = g_mime_utils_header_decode_text(nullptr, value.c_str());
  std::string subject = OrEmpty(decoded);
  g_free(decoded);
  return subject;
}

// The content of a part with its transfer encoding undone.
std::string ContentOf(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return "";
  const Ref<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return std::string(reinterpret_cast<const char*>(bytes->data), bytes->len);
}

std::string TypeOf(GMimeObject* object) {
  GMimeContentType* type = g_mime_object_get_content_type(object);
  if (type == nullptr) return "text/plain";
  char* text = g_mime_content_type_get_mime_type(type);
  std::string lower = LowerAscii(OrEmpty(text));
  g_free(text);
  return lower;
}

std::string ParameterOfType(GMimeObject* object, const char* name) {
  GMimeContentType* type = g_mime_object_get_content_type(object);
  return type == nullptr ? "" : OrEmpty(g_mime_content_type_get_parameter(type, name));
}

// Display name of the sender, or the address; `domain`: what follows its '@'.
std::string SenderOf(GMimeMessage* message, std::string* domain) {
  InternetAddressList* list = g_mime_message_get_from(message);
  if (list == nullptr || internet_address_list_length(list) == 0) return "";
  InternetAddress* sender = internet_address_list_get_address(list, 0);
  std::string address;
  if (INTERNET_ADDRESS_IS_MAILBOX(sender)) {
    address = OrEmpty(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(sender)));
  }
  const std::size_t at = address.rfind('@');
  if (at != std::string::npos) *domain = LowerAscii(std::string_view(address).substr(at + 1));
  std::string name = Squeeze(OrEmpty(internet_address_get_name(sender)));
  return name.empty() ? address : name;
}

// "Core users <core-user.example.org>": the list's name, else what stands in the brackets.
std::string ListOf(GMimeMessage* message) {
  const std::string header = HeaderOf(message, "List-Id");
  const std::size_t open = header.rfind('<');
  if (open == std::string::npos) return Squeeze(header);
  std::string name = Squeeze(std::string_view(header).substr(0, open));
  while (name.starts_with('"')) name.erase(0, 1);
  while (name.ends_with('"')) name.pop_back();
  if (!name.empty()) return name;
  return header.substr(open + 1, header.find('>', open) - open - 1);
}

std::optional<PartialDate> DateOf(GMimeMessage* message) {
  if (auto date = ParseNewsDate(HeaderOf(message, "Date"))) return date;
  const std::string received = HeaderOf(message, "Received");
  const std::size_t semicolon = received.rfind(';');
  if (semicolon == std::string::npos) return std::nullopt;
  return ParseNewsDate(std::string_view(received).substr(semicolon + 1));
}

// What a message is made of, sorted out.
class MessageReader {
 public:
  MessageReader(const ReadOptions& options, std::vector<Article>* articles, Problems* problems)
      : options_(options), articles_(articles), problems_(problems) {}

  void Read(GMimeMessage* message, int depth) {
    Parts parts;
    if (GMimeObject* root = g_mime_message_get_mime_part(message)) Collect(root, depth, &parts);
    const std::size_t place = articles_->size();
    articles_->push_back(IsSavedPage(message, parts) ? SavedPage(message, parts)
                                                     : Letter(message, parts));
    if (parts.is_encrypted && (*articles_)[place].body.empty()) {
      problems_->push_back({Reason::kEncrypted, {}, "the message is encrypted"});
      articles_->pop_back();
      return;
    }
    for (GMimePart* attachment : parts.attachments) ReadAttachment(attachment, place);
    for (GMimeMessage* inner : parts.messages) Read(inner, depth + 1);
  }

 private:
  struct Parts {
    std::string plain;
    std::string html_bytes;  // Of the first HTML part,
    std::string html_charset;
    std::string html_location;
    bool is_encrypted = false;
    std::vector<GMimePart*> attachments;
    std::vector<GMimeMessage*> messages;
  };

  void Collect(GMimeObject* object, int depth, Parts* parts) {
    if (++parts_seen_ > kMostParts || depth > options_.limits.max_mime_depth) {
      if (std::exchange(is_told_, true)) return;
      problems_->push_back({Reason::kTooDeep, {}, "it has too many parts, or too deeply nested"});
      return;
    }
    if (GMIME_IS_MULTIPART(object)) {
      parts->is_encrypted = parts->is_encrypted || TypeOf(object) == "multipart/encrypted";
      const int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
      for (int i = 0; i < count; ++i) {
        Collect(g_mime_multipart_get_part(GMIME_MULTIPART(object), i), depth + 1, parts);
      }
    } else if (GMIME_IS_MESSAGE_PART(object)) {
      GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
      if (inner != nullptr) parts->messages.push_back(inner);
    } else if (GMIME_IS_PART(object)) {
      CollectLeaf(GMIME_PART(object), parts);
    }
  }

  void CollectLeaf(GMimePart* part, Parts* parts) const {
    GMimeObject* object = GMIME_OBJECT(part);
    const std::string type = TypeOf(object);
    const std::string charset = ParameterOfType(object, "charset");
    const std::string disposition = LowerAscii(OrEmpty(g_mime_object_get_disposition(object)));
    const bool is_named = g_mime_part_get_filename(part) != nullptr;
    const bool is_attached = disposition == "attachment" || (is_named && disposition != "inline");
    parts->is_encrypted = parts->is_encrypted || type == "application/pkcs7-mime" ||
                          type == "application/x-pkcs7-mime";
    if (type == "text/plain" && !is_attached) {
      const std::string_view declared = charset.empty() ? options_.charset : charset;
      parts->plain +=
          (parts->plain.empty() ? "" : "\n\n") + DecodeText(ContentOf(part), declared).text;
    } else if (type == "text/html" && !is_attached && parts->html_bytes.empty()) {
      parts->html_bytes = ContentOf(part);
      parts->html_charset = charset;
      parts->html_location = OrEmpty(g_mime_part_get_content_location(part));
    } else {
      parts->attachments.push_back(part);
    }
  }

  // Browsers save a page as a message of related parts without a sender, or with one of their own.
  static bool IsSavedPage(GMimeMessage* message, const Parts& parts) {
    GMimeObject* root = g_mime_message_get_mime_part(message);
    if (root == nullptr || parts.html_bytes.empty() || !Trim(parts.plain).empty()) return false;
    const std::string from = HeaderOf(message, "From");
    const bool by_browser = from.empty() || from.find("<Saved by") != std::string::npos ||
                            !HeaderOf(message, "Snapshot-Content-Location").empty();
    return by_browser && HeaderOf(message, "To").empty();
  }

  Article SavedPage(GMimeMessage* message, const Parts& parts) const {
    HtmlPageHints hints;
    hints.url = HeaderOf(message, "Snapshot-Content-Location");
    if (hints.url.empty()) hints.url = parts.html_location;
    hints.charset = parts.html_charset;
    const auto saved = DateOf(message);
    if (saved) hints.captured = saved->ToString();
    Article article = ReadHtmlPage(parts.html_bytes, hints, options_);
    if (article.title.empty()) article.title = SubjectOf(message);
    if (!article.captured) article.captured = saved;
    article.format = "mhtml";
    return article;
  }

  Article Letter(GMimeMessage* message, const Parts& parts) const {
    Article article;
    article.title = SubjectOf(message);
    article.external_id = OrEmpty(g_mime_message_get_message_id(message));
    std::string domain;
    const std::string sender = SenderOf(message, &domain);
    if (!sender.empty()) article.byline.push_back(sender);
    article.source = ListOf(message);
    if (article.source.empty()) article.source = domain;
    if (!article.source.empty()) article.source_basis = "metadata";
    article.published = DateOf(message);
    if (article.published) article.published_basis = DateBasis::kMetadata;
    article.language = HeaderOf(message, "Content-Language");
    const std::string html =
        TextOfHtml(DecodeText(parts.html_bytes, parts.html_charset).text, &article.captions);
    // Some programs send a line of text beside the HTML, which says that there is HTML.
    constexpr std::size_t kFraction = 5;
    const bool is_plain =
        !Trim(parts.plain).empty() && parts.plain.size() * kFraction >= html.size();
    article.body = is_plain ? parts.plain : html;
    if (is_plain) article.captions.clear();
    return article;
  }

  void ReadAttachment(GMimePart* part, std::size_t letter) {
    const std::string name = OrEmpty(g_mime_part_get_filename(part));
    const std::string bytes = ContentOf(part);
    const std::size_t first = articles_->size();
    Problems met;
    const std::string_view format = ReadAttached({name, bytes, "", ""}, &met);
    for (std::size_t i = first; i < articles_->size(); ++i) (*articles_)[i].format = format;
    if (format.empty() && !name.empty()) {
      (*articles_)[letter].notes.push_back("attached, and not read: " + name);
    }
    std::ranges::move(met, std::back_inserter(*problems_));
  }

  // Mere text is not taken for an article.
  std::string_view ReadAttached(const Embedded& document, Problems* met) {
    const std::string_view format = RecogniseEmbedded(document);
    if (format.empty() || format == "text") return {};
    return ReadEmbedded(document, options_, articles_, met);
  }

  const ReadOptions& options_;
  std::vector<Article>* articles_;
  Problems* problems_;
  int parts_seen_ = 0;
  bool is_told_ = false;
};

bool IsHeaderName(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace

int SniffMail(const Head& head) {
  constexpr std::array<std::string_view, 9> kSure = {
      "received",     "return-path",      "message-id",
      "mime-version", "delivered-to",     "content-type",
      "x-received",   "x-mozilla-status", "snapshot-content-location"};
  constexpr std::array<std::string_view, 6> kLikely = {"from", "to", "subject",
                                                       "date", "cc", "reply-to"};
  // A first line that is no field may be any text; so the block is read with one in front.
  const std::string text = "\n" + std::string(Trim(head.bytes.substr(0, 16 * 1024)));
  const HeaderBlock header = ParseHeaderBlock(text);
  int sure = 0;
  int likely = 0;
  for (const auto& [name, value] : header.fields) {
    const std::string lower = LowerAscii(name);
    if (!IsHeaderName(name)) return 0;
    if (std::ranges::find(kSure, lower) != kSure.end()) ++sure;
    if (std::ranges::find(kLikely, lower) != kLikely.end()) ++likely;
    const bool has_address = lower == "from" && value.find('@') != std::string_view::npos;
    if (has_address) ++sure;
  }
  return sure > 0 && sure + likely > 1 ? 80 : 0;
}

void ReadMail(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  const std::string bytes = WithoutEnvelope(record.bytes);
  const Ref<GMimeMessage> message = Parse(bytes);
  if (!message) {
    problems->push_back({Reason::kBadRecord, {}, "it cannot be read as a mail message"});
    return;
  }
  const std::size_t first = articles->size();
  MessageReader(options, articles, problems).Read(message.get(), 0);
  // The envelope tells when it came, if nothing else does.
  if (first == articles->size() || !record.bytes.starts_with("From ")) return;
  Article& article = (*articles)[first];
  if (article.published || article.captured) return;
  article.published = EnvelopeDate(record.bytes);
  if (article.published) article.published_basis = DateBasis::kMetadata;
}

}  // namespace backfile
