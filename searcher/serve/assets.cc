// The symbols of assets.S as a table.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/assets.h"

#include <algorithm>
#include <array>
#include <map>

#include "article/digest.h"

extern "C" {
extern const char backfile_css_begin[];
extern const char backfile_css_end[];
extern const char backfile_js_begin[];
extern const char backfile_js_end[];
extern const char backfile_icon_begin[];
extern const char backfile_icon_end[];
}

namespace backfile {

namespace {

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

const std::array<Asset, 3>& Assets() {
  static const std::array<Asset, 3> assets = {
      Asset{"backfile.css", "text/css; charset=utf-8",
            Between(backfile_css_begin, backfile_css_end)},
      Asset{"backfile.js", "text/javascript; charset=utf-8",
            Between(backfile_js_begin, backfile_js_end)},
      Asset{"icon.svg", "image/svg+xml", Between(backfile_icon_begin, backfile_icon_end)}};
  return assets;
}

std::map<std::string, std::string, std::less<>> MakeAddresses() {
  std::map<std::string, std::string, std::less<>> addresses;
  for (const Asset& asset : Assets()) {
    addresses.emplace(asset.name,
                      "/assets/" + std::string(asset.name) + "?" + Hex16(Digest(asset.bytes)));
  }
  return addresses;
}

}  // namespace

const Asset* FindAsset(std::string_view name) {
  const auto it = std::ranges::find(Assets(), name, &Asset::name);
  return it == Assets().end() ? nullptr : it;
}

const std::string& AssetAddress(std::string_view name) {
  static const auto addresses = MakeAddresses();
  return addresses.find(name)->second;
}

}  // namespace backfile
