/* The files of assets/ as read-only data: see article/embedded.S.

   SPDX-License-Identifier: GPL-2.0-or-later */
        .section .rodata
        .global backfile_css_begin
        .global backfile_css_end
backfile_css_begin:
        .incbin BACKFILE_CSS
backfile_css_end:
        .global backfile_js_begin
        .global backfile_js_end
backfile_js_begin:
        .incbin BACKFILE_JS
backfile_js_end:
        .global backfile_icon_begin
        .global backfile_icon_end
backfile_icon_begin:
        .incbin BACKFILE_ICON
backfile_icon_end:
        .section .note.GNU-stack,"",%progbits
