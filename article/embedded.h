// The files of model/, linked into the program so that it needs no data path at run time.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace backfile {

std::string_view EmbeddedLexicon();      // See WriteLexicon().
std::string_view EmbeddedEntityModel();  // See EntityModel::Write().

}  // namespace backfile
