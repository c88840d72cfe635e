// Says why the tests in a browser cannot run here, if they cannot.
//
// SPDX-License-Identifier: GPL-2.0-or-later
import { missing } from './site.mjs';

const reason = missing();
if (reason) console.log('skipped: ' + reason);
process.exit(reason ? 1 : 0);
