// The one file that knows which Catch2 this is (Debian 12 has version 2).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#pragma GCC system_header
#include <catch2/catch.hpp>
