// Escaping.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/html.h"

#include "searcher/render.h"

namespace backfile {

Html& Html::operator<<(std::string_view text) {
  out_ += HtmlText(text);
  return *this;
}

Html& Html::operator<<(const Address& address) {
  *this << address.path;
  if (!address.parameters.empty()) *this << "?" << FormatParameters(address.parameters);
  return *this;
}

std::string Grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string Counted(std::int64_t number, std::string_view one, std::string_view many) {
  return Grouped(number) + " " + std::string(number == 1 ? one : many);
}

Html Marked(const MarkedText& marked) {
  const std::string_view text = marked.text;
  Html html;
  std::size_t at = 0;
  for (const Stretch& hit : marked.hits) {
    html << text.substr(at, hit.begin - at) << "<mark>"_html
         << text.substr(hit.begin, hit.end - hit.begin) << "</mark>"_html;
    at = hit.end;
  }
  html << text.substr(at);
  return html;
}

Html Link(const Address& address, std::string_view text) {
  Html html;
  html << "<a href=\""_html << address << "\">"_html << text << "</a>"_html;
  return html;
}

Html HiddenFields(const Parameters& parameters) {
  Html html;
  for (const auto& [name, value] : parameters) {
    html << "<input type=\"hidden\" name=\""_html << name << "\" value=\""_html << value
         << "\">"_html;
  }
  return html;
}

}  // namespace backfile
