// The symbols of embedded.S as views.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/embedded.h"

#include <cstddef>

extern "C" {
extern const char backfile_lexicon_begin[];
extern const char backfile_lexicon_end[];
extern const char backfile_entity_model_begin[];
extern const char backfile_entity_model_end[];
}

namespace backfile {

namespace {
std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}
}  // namespace

std::string_view EmbeddedLexicon() { return Between(backfile_lexicon_begin, backfile_lexicon_end); }

std::string_view EmbeddedEntityModel() {
  return Between(backfile_entity_model_begin, backfile_entity_model_end);
}

}  // namespace backfile
