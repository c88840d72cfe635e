/* The files of model/ as read-only data.

   The assembler takes a file in as it is, in milliseconds; a C array of 4 MB takes the compiler
   minutes, and a file beside the program would have to be found at run time by two programs,
   their tests and their packages.

   SPDX-License-Identifier: GPL-2.0-or-later */
        .section .rodata
        .balign 16
        .global backfile_lexicon_begin
        .global backfile_lexicon_end
backfile_lexicon_begin:
        .incbin BACKFILE_LEXICON
backfile_lexicon_end:
        .balign 16
        .global backfile_entity_model_begin
        .global backfile_entity_model_end
backfile_entity_model_begin:
        .incbin BACKFILE_ENTITY_MODEL
backfile_entity_model_end:
        .section .note.GNU-stack,"",%progbits
