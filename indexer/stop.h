// Being asked to stop: the first TERM or INT ends a run cleanly, the second one at once.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace backfile {

// From now on TERM and INT are noted; a second one ends the process with 128 + its number.
void InstallStopSignals();
// The signal that asked to stop, or 0.
int StopSignal();

}  // namespace backfile
