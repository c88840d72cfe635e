// XML records as trees: mended, parsed by tinyxml2 within bounds, and walked by local names.
//
// Prefixes are ignored (newsItem, ns0:newsItem, ns9:newsItem are one name); where local names clash
// (RSS content:encoded and media:content), ask for the prefixed name, as writers use few prefixes.
// All functions that take an element also take nullptr and then give nothing, so that paths can be
// chained. Elements and views belong to the tree and live as long as it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/formats.h"

namespace tinyxml2 {
class XMLDocument;
class XMLElement;  // NOLINT: its destructor is not ours to open.
}  // namespace tinyxml2

namespace backfile {

using XmlElement = tinyxml2::XMLElement;

class XmlTree {
 public:
  explicit XmlTree(std::unique_ptr<tinyxml2::XMLDocument> document);
  ~XmlTree();
  XmlTree(const XmlTree&) = delete;
  XmlTree& operator=(const XmlTree&) = delete;

  const XmlElement* root() const;  // nullptr: there is no element in it.

 private:
  std::unique_ptr<tinyxml2::XMLDocument> document_;
};

// A record read behind its context: the root is that of the whole document, with this one record in
// it. `item` is the record's own element. Null if it could not be read; `problems` tells why. A
// record that breaks off is closed where it does, and reported as partly read.
struct XmlRecord {
  std::unique_ptr<XmlTree> tree;
  const XmlElement* root = nullptr;
  const XmlElement* item = nullptr;
};
XmlRecord ReadXml(const Record& record, const ReadOptions& options, Problems* problems);

// A tree of text that is valid UTF-8 already; nullptr if it holds no element or nests too deeply.
std::unique_ptr<XmlTree> ParseXml(std::string_view text, const Limits& limits);

// The root element of a document, as far as its beginning tells.
struct XmlRoot {
  std::string name;             // Local name; empty: it is no XML.
  std::string prefix;           // Of the name.
  std::string tag;              // All of the start tag, with its namespaces.
  std::string type;             // The document type declaration, if there is one.
  bool is_wide = false;         // In UTF-16.
  bool is_behind_junk = false;  // Something other than white space stands before it.
};
XmlRoot SniffXml(std::string_view head);

std::string_view LocalName(const XmlElement* element);
std::string_view QualifiedName(const XmlElement* element);

// Child elements by local name, or by prefixed name if `name` has a colon.
const XmlElement* Child(const XmlElement* parent, std::string_view name);
std::vector<const XmlElement*> Children(const XmlElement* parent, std::string_view name);
std::vector<const XmlElement*> ChildElements(const XmlElement* parent);
const XmlElement* ParentElement(const XmlElement* element);
// Down a path of first children.
const XmlElement* Path(const XmlElement* from, std::initializer_list<std::string_view> names);
// Below `from`, in document order, `from` itself left out; not within one another.
const XmlElement* FirstBelow(const XmlElement* from, std::string_view name);
std::vector<const XmlElement*> AllBelow(const XmlElement* from, std::string_view name);

// An attribute by local name ("lang" finds xml:lang), as written.
std::string_view Attribute(const XmlElement* element, std::string_view name);
// The attribute's value of the element or the nearest one around it that has it, and it not empty.
std::string_view Inherited(const XmlElement* element, std::string_view name);

// All text within, tags left out.
std::string RawText(const XmlElement* element);
// The same on one line, white space squeezed.
std::string Words(const XmlElement* element);
// The words of the first element of the list that has any.
std::string FirstWords(std::initializer_list<const XmlElement*> elements);
bool HasElements(const XmlElement* element);

}  // namespace backfile
