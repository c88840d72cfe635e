#!/usr/bin/env python3
"""Runs a command as if the kernel had no Landlock: without_landlock.py COMMAND...

SPDX-License-Identifier: GPL-2.0-or-later
"""

import ctypes
import os
import struct
import sys

PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, SECCOMP_MODE_FILTER = 22, 38, 2
LANDLOCK_CREATE_RULESET = 444  # On every machine.
ENOSYS = 38

# Of struct sock_filter: code, jump if true, jump if false, value.
PROGRAM = [
    (0x20, 0, 0, 0),  # Load the number of the call.
    (0x15, 0, 1, LANDLOCK_CREATE_RULESET),
    (0x06, 0, 0, 0x00050000 | ENOSYS),  # It fails.
    (0x06, 0, 0, 0x7FFF0000),  # All others are allowed.
]

code = b"".join(struct.pack("HBBI", *step) for step in PROGRAM)
steps = ctypes.create_string_buffer(code, len(code))


class Program(ctypes.Structure):
    _fields_ = [("count", ctypes.c_ushort), ("steps", ctypes.c_void_p)]


libc = ctypes.CDLL(None, use_errno=True)
program = Program(len(PROGRAM), ctypes.addressof(steps))
if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 or libc.prctl(
    PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0
) != 0:
    sys.exit("no filter: " + os.strerror(ctypes.get_errno()))
os.execvp(sys.argv[1], sys.argv[1:])
