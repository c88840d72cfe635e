// libdeflate for one tag at a time.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/deflate.h"

#include <libdeflate.h>

#include <new>

namespace backfile::glass {

namespace {
constexpr int kLevel = 6;
// Shorter tags are left alone, as libxapian does.
constexpr std::size_t kCompressMin = 18;
}  // namespace

Deflater::Deflater() : compressor_(libdeflate_alloc_compressor(kLevel)) {
  if (compressor_ == nullptr) throw std::bad_alloc();
}

Deflater::~Deflater() { libdeflate_free_compressor(compressor_); }

std::string_view Deflater::Deflate(std::string_view bytes) {
  if (bytes.size() <= kCompressMin) return {};
  if (buffer_.size() < bytes.size()) buffer_.resize(bytes.size());
  const std::size_t size = libdeflate_deflate_compress(compressor_, bytes.data(), bytes.size(),
                                                       buffer_.data(), bytes.size() - 1);
  return std::string_view(buffer_).substr(0, size);
}

}  // namespace backfile::glass
