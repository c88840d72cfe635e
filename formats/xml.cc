// Trees of XML, and walking them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/xml.h"

#include <tinyxml2.h>

#include <algorithm>

#include "article/charset.h"
#include "article/text.h"
#include "formats/xml_mend.h"

namespace backfile {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

// tinyxml2 refuses what is deeper by itself (TINYXML2_MAX_ELEMENT_DEPTH), as an error of the
// whole document.
constexpr int kParserDepth = TINYXML2_MAX_ELEMENT_DEPTH - 2;

bool Matches(std::string_view qualified, std::string_view name) {
  if (!qualified.ends_with(name)) return false;
  if (qualified.size() == name.size()) return true;
  return qualified[qualified.size() - name.size() - 1] == ':' && name.find(':') == kNone;
}

std::unique_ptr<XmlTree> ParseMended(const MendedXml& mended) {
  auto document = std::make_unique<tinyxml2::XMLDocument>();
  if (document->Parse(mended.text.data(), mended.text.size()) != tinyxml2::XML_SUCCESS) {
    return nullptr;
  }
  return std::make_unique<XmlTree>(std::move(document));
}

// Whether the element that a record is has its end tag, or needs none.
bool IsClosed(std::string_view bytes, const XmlRoot& root) {
  const std::string name = (root.prefix.empty() ? "" : root.prefix + ":") + root.name;
  return root.tag.ends_with('/') || bytes.rfind("</" + name) != kNone;
}

void AppendText(const tinyxml2::XMLNode* node, std::string* out) {
  for (const auto* child = node->FirstChild(); child != nullptr; child = child->NextSibling()) {
    if (const tinyxml2::XMLText* text = child->ToText()) {
      out->append(text->Value());
    } else {
      AppendText(child, out);
    }
  }
}

void CollectBelow(const XmlElement* from, std::string_view name, bool only_first,
                  std::vector<const XmlElement*>* found) {
  for (const auto* e = from->FirstChildElement(); e != nullptr; e = e->NextSiblingElement()) {
    if (only_first && !found->empty()) return;
    if (Matches(e->Name(), name)) {
      found->push_back(e);
    } else {
      CollectBelow(e, name, only_first, found);
    }
  }
}

}  // namespace

XmlTree::XmlTree(std::unique_ptr<tinyxml2::XMLDocument> document)
    : document_(std::move(document)) {}
XmlTree::~XmlTree() = default;
const XmlElement* XmlTree::root() const { return document_->RootElement(); }

XmlRecord ReadXml(const Record& record, const ReadOptions& options, Problems* problems) {
  const std::string bytes = record.context + record.bytes;
  std::string_view declared = DeclaredXmlCharset(bytes);
  if (declared.empty()) declared = options.charset;
  const MendedXml mended = MendXml(DecodeText(bytes, declared).text,
                                   std::min(options.limits.max_xml_depth, kParserDepth));
  if (mended.refused) {
    problems->push_back({*mended.refused, {}, mended.sentence});
    return {};
  }
  XmlRecord read;
  read.tree = ParseMended(mended);
  read.root = read.tree ? read.tree->root() : nullptr;
  const XmlRoot own = SniffXml(record.bytes);
  read.item = LocalName(read.root) == own.name ? read.root : FirstBelow(read.root, own.name);
  if (read.item == nullptr) {
    problems->push_back({Reason::kBadRecord, {}, "its XML is broken beyond repair"});
  } else if (!own.is_wide && !IsClosed(record.bytes, own)) {
    problems->push_back({Reason::kPartlyRead, {}, "it breaks off; what came before is kept"});
  }
  return read;
}

std::unique_ptr<XmlTree> ParseXml(std::string_view text, const Limits& limits) {
  const MendedXml mended = MendXml(text, std::min(limits.max_xml_depth, kParserDepth));
  auto tree = mended.text.empty() ? nullptr : ParseMended(mended);
  return tree && tree->root() != nullptr ? std::move(tree) : nullptr;
}

std::string_view QualifiedName(const XmlElement* element) {
  return element == nullptr ? "" : element->Name();
}

std::string_view LocalName(const XmlElement* element) {
  const std::string_view name = QualifiedName(element);
  return name.substr(name.rfind(':') + 1);
}

const XmlElement* Child(const XmlElement* parent, std::string_view name) {
  if (parent == nullptr) return nullptr;
  for (const auto* e = parent->FirstChildElement(); e != nullptr; e = e->NextSiblingElement()) {
    if (Matches(e->Name(), name)) return e;
  }
  return nullptr;
}

std::vector<const XmlElement*> Children(const XmlElement* parent, std::string_view name) {
  std::vector<const XmlElement*> found;
  if (parent == nullptr) return found;
  for (const auto* e = parent->FirstChildElement(); e != nullptr; e = e->NextSiblingElement()) {
    if (Matches(e->Name(), name)) found.push_back(e);
  }
  return found;
}

std::vector<const XmlElement*> ChildElements(const XmlElement* parent) {
  std::vector<const XmlElement*> found;
  if (parent == nullptr) return found;
  for (const auto* e = parent->FirstChildElement(); e != nullptr; e = e->NextSiblingElement()) {
    found.push_back(e);
  }
  return found;
}

const XmlElement* ParentElement(const XmlElement* element) {
  const tinyxml2::XMLNode* parent = element == nullptr ? nullptr : element->Parent();
  return parent == nullptr ? nullptr : parent->ToElement();
}

const XmlElement* Path(const XmlElement* from, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) from = Child(from, name);
  return from;
}

const XmlElement* FirstBelow(const XmlElement* from, std::string_view name) {
  std::vector<const XmlElement*> found;
  if (from != nullptr) CollectBelow(from, name, true, &found);
  return found.empty() ? nullptr : found.front();
}

std::vector<const XmlElement*> AllBelow(const XmlElement* from, std::string_view name) {
  std::vector<const XmlElement*> found;
  if (from != nullptr) CollectBelow(from, name, false, &found);
  return found;
}

std::string_view Attribute(const XmlElement* element, std::string_view name) {
  if (element == nullptr) return {};
  for (const auto* a = element->FirstAttribute(); a != nullptr; a = a->Next()) {
    if (Matches(a->Name(), name)) return a->Value();
  }
  return {};
}

std::string_view Inherited(const XmlElement* element, std::string_view name) {
  for (; element != nullptr; element = ParentElement(element)) {
    const std::string_view value = Attribute(element, name);
    if (!value.empty()) return value;
  }
  return {};
}

std::string RawText(const XmlElement* element) {
  std::string text;
  if (element != nullptr) AppendText(element, &text);
  return text;
}

std::string Words(const XmlElement* element) { return Squeeze(RawText(element)); }

std::string FirstWords(std::initializer_list<const XmlElement*> elements) {
  for (const XmlElement* element : elements) {
    std::string words = Words(element);
    if (!words.empty()) return words;
  }
  return "";
}

bool HasElements(const XmlElement* element) {
  return element != nullptr && element->FirstChildElement() != nullptr;
}

}  // namespace backfile
