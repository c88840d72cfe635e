// Percent coding as RFC 3986 and HTML forms write it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/parameters.h"

#include <algorithm>

#include "article/text.h"
#include "searcher/query_text.h"

namespace backfile {

namespace {

constexpr std::string_view kDigits = "0123456789ABCDEF";

// The value of a hexadecimal digit, or -1.
int DigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// A name or value of a form, where + is a space.
std::string DecodeFormText(std::string_view text) {
  std::string spaced(text);
  std::ranges::replace(spaced, '+', ' ');
  return CleanUtf8(DecodePercent(spaced));
}

}  // namespace

std::string EncodePercent(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (IsLetter(c) || IsDigit(c) || std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return out;
}

std::string DecodePercent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && text.size() - i > 2 ? DigitValue(text[i + 1]) : -1;
    const int low = high >= 0 ? DigitValue(text[i + 2]) : -1;
    if (low < 0) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

Parameters ParseParameters(std::string_view text) {
  Parameters parameters;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    parameters.emplace_back(DecodeFormText(pair.substr(0, equals)),
                            DecodeFormText(pair.substr(std::min(pair.size(), equals + 1))));
  }
  return parameters;
}

std::string FormatParameters(const Parameters& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    out += (out.empty() ? "" : "&") + EncodePercent(name) + "=" + EncodePercent(value);
  }
  return out;
}

std::string_view ParameterOf(const Parameters& parameters, std::string_view name) {
  const auto it = std::ranges::find(parameters, name, &Parameters::value_type::first);
  return it == parameters.end() ? std::string_view() : it->second;
}

bool HasParameter(const Parameters& parameters, std::string_view name) {
  return std::ranges::find(parameters, name, &Parameters::value_type::first) != parameters.end();
}

}  // namespace backfile
