// Time zones by their names in the IANA database: "Europe/London".
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "article/date.h"

namespace backfile {

// Whether it is an area and city that is known here, or UTC or GMT. Other abbreviations are none:
// BST is Britain's summer time to some and the time of Bangladesh to others.
bool IsKnownZone(std::string_view name);

// What is wrong with the name of a zone, in a sentence; empty if it is known.
std::string ZoneFault(const std::string& name);

// What the clocks of a zone are ahead of UTC when they show `wall`, to the minute; absent if the
// zone is not known. An hour that is shown twice is the second one, one that is left out is
// counted on from before.
PartialDate::Offset OffsetAt(std::string_view zone, std::chrono::local_seconds wall);

}  // namespace backfile
