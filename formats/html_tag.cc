// Names of elements and their kinds, after the HTML standard's content models and its rendering
// section.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_tag.h"

#include <algorithm>

namespace backfile {

namespace {

constexpr std::array<std::string_view, kHtmlTags - 2> kNames = {
    "a",        "abbr",       "address",  "area",   "article",  "aside",    "audio",      "b",
    "base",     "blockquote", "body",     "br",     "button",   "caption",  "center",     "cite",
    "code",     "col",        "colgroup", "dd",     "del",      "details",  "dialog",     "dir",
    "div",      "dl",         "dt",       "em",     "embed",    "fieldset", "figcaption", "figure",
    "font",     "footer",     "form",     "frame",  "frameset", "h1",       "h2",         "h3",
    "h4",       "h5",         "h6",       "head",   "header",   "hgroup",   "hr",         "html",
    "i",        "iframe",     "img",      "input",  "ins",      "label",    "legend",     "li",
    "link",     "main",       "mark",     "math",   "menu",     "meta",     "nav",        "noembed",
    "noframes", "noscript",   "object",   "ol",     "optgroup", "option",   "p",          "param",
    "picture",  "pre",        "q",        "s",      "script",   "section",  "select",     "small",
    "source",   "span",       "strike",   "strong", "style",    "sub",      "summary",    "sup",
    "svg",      "table",      "tbody",    "td",     "template", "textarea", "tfoot",      "th",
    "thead",    "time",       "title",    "tr",     "track",    "tt",       "u",          "ul",
    "video",    "wbr",        "xmp"};
static_assert(std::ranges::is_sorted(kNames));

using TagSet = std::array<bool, kHtmlTags>;
constexpr TagSet SetOf(std::initializer_list<HtmlTag> tags) {
  TagSet set{};
  for (const HtmlTag tag : tags) set[static_cast<std::size_t>(tag)] = true;
  return set;
}
constexpr bool Has(const TagSet& set, HtmlTag tag) { return set[static_cast<std::size_t>(tag)]; }

using enum HtmlTag;

constexpr TagSet kVoid = SetOf({kArea, kBase, kBr, kCol, kEmbed, kFrame, kHr, kImg, kInput, kLink,
                                kMeta, kParam, kSource, kTrack, kWbr});
constexpr TagSet kBlock = SetOf(
    {kAddress, kArticle,  kAside,  kBlockquote, kBody,   kButton,  kCaption,  kCenter,     kDd,
     kDetails, kDialog,   kDir,    kDiv,        kDl,     kDt,      kFieldset, kFigcaption, kFigure,
     kFooter,  kForm,     kH1,     kH2,         kH3,     kH4,      kH5,       kH6,         kHead,
     kHeader,  kHgroup,   kHr,     kHtml,       kLegend, kLi,      kMain,     kMenu,       kNav,
     kOl,      kOptgroup, kOption, kP,          kPre,    kSection, kSummary,  kTable,      kTbody,
     kTd,      kTfoot,    kTh,     kThead,      kTr,     kUl,      kXmp,      kFrameset,   kTitle});
constexpr TagSet kRawText =
    SetOf({kScript, kStyle, kTextarea, kTitle, kXmp, kIframe, kNoembed, kNoframes});
constexpr TagSet kUnseen =
    SetOf({kScript, kStyle, kTextarea, kTitle, kIframe, kNoembed, kNoframes, kNoscript, kTemplate,
           kSvg, kMath, kSelect, kObject, kAudio, kVideo, kHead});

}  // namespace

HtmlTag HtmlTagOf(std::string_view name) {
  std::array<char, 12> lower{};
  if (name.empty() || name.size() > lower.size()) return kOther;
  std::ranges::transform(name, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  const std::string_view key(lower.data(), name.size());
  const auto it = std::ranges::lower_bound(kNames, key);
  return it != kNames.end() && *it == key ? static_cast<HtmlTag>(it - kNames.begin()) : kOther;
}

bool IsVoidTag(HtmlTag tag) { return Has(kVoid, tag); }
bool IsBlockTag(HtmlTag tag) { return Has(kBlock, tag); }
bool IsRawTextTag(HtmlTag tag) { return Has(kRawText, tag); }
bool IsUnseenTag(HtmlTag tag) { return Has(kUnseen, tag); }
bool IsHeadingTag(HtmlTag tag) { return tag >= kH1 && tag <= kH6; }

}  // namespace backfile
