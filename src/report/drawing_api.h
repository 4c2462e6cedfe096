// The functions of cairo and Pango that Bongsu draws with, found in their libraries at run time, so
// that commands that draw nothing start without them (docs/architecture.md). Types and signatures
// are those of the libraries' headers; drawing_api_test.cc checks every name against the real
// libraries. Only report/paper.cc calls these.
#ifndef BONGSU_REPORT_DRAWING_API_H_
#define BONGSU_REPORT_DRAWING_API_H_

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <string>
#include <utility>
#include <vector>

#include "bongsu/result.h"

namespace bongsu::report::drawing {

// X(library, name); the library is a member of Libraries.
#define BONGSU_DRAWING_FUNCTIONS(X)                  \
  X(cairo, cairo_pdf_surface_create_for_stream)      \
  X(cairo, cairo_pdf_surface_restrict_to_version)    \
  X(cairo, cairo_pdf_surface_set_metadata)           \
  X(cairo, cairo_pdf_surface_add_outline)            \
  X(cairo, cairo_surface_finish)                     \
  X(cairo, cairo_surface_destroy)                    \
  X(cairo, cairo_surface_status)                     \
  X(cairo, cairo_status_to_string)                   \
  X(cairo, cairo_create)                             \
  X(cairo, cairo_destroy)                            \
  X(cairo, cairo_status)                             \
  X(cairo, cairo_show_page)                          \
  X(cairo, cairo_save)                               \
  X(cairo, cairo_restore)                            \
  X(cairo, cairo_translate)                          \
  X(cairo, cairo_scale)                              \
  X(cairo, cairo_clip)                               \
  X(cairo, cairo_new_path)                           \
  X(cairo, cairo_close_path)                         \
  X(cairo, cairo_move_to)                            \
  X(cairo, cairo_line_to)                            \
  X(cairo, cairo_rectangle)                          \
  X(cairo, cairo_arc)                                \
  X(cairo, cairo_fill)                               \
  X(cairo, cairo_stroke)                             \
  X(cairo, cairo_set_line_width)                     \
  X(cairo, cairo_set_line_join)                      \
  X(cairo, cairo_set_dash)                           \
  X(cairo, cairo_set_source_rgb)                     \
  X(cairo, cairo_tag_begin)                          \
  X(cairo, cairo_tag_end)                            \
  X(pango, pango_font_description_from_string)       \
  X(pango, pango_font_description_free)              \
  X(pango, pango_font_description_get_family)        \
  X(pango, pango_font_description_set_absolute_size) \
  X(pango, pango_font_describe)                      \
  X(pango, pango_font_map_create_context)            \
  X(pango, pango_context_load_font)                  \
  X(pango, pango_context_set_language)               \
  X(pango, pango_language_from_string)               \
  X(pango, pango_layout_new)                         \
  X(pango, pango_layout_set_text)                    \
  X(pango, pango_layout_set_width)                   \
  X(pango, pango_layout_set_wrap)                    \
  X(pango, pango_layout_set_font_description)        \
  X(pango, pango_layout_set_attributes)              \
  X(pango, pango_layout_get_line_count)              \
  X(pango, pango_layout_get_line_readonly)           \
  X(pango, pango_layout_line_get_extents)            \
  X(pango, pango_layout_line_get_x_ranges)           \
  X(pango, pango_attr_list_new)                      \
  X(pango, pango_attr_list_insert)                   \
  X(pango, pango_attr_list_unref)                    \
  X(pango, pango_attr_foreground_new)                \
  X(pango, pango_attr_weight_new)                    \
  X(pango, pango_attr_scale_new)                     \
  X(pango, pango_attr_language_new)                  \
  X(pango, pango_attr_allow_breaks_new)              \
  X(pangocairo, pango_cairo_font_map_new)            \
  X(pangocairo, pango_cairo_context_set_resolution)  \
  X(pangocairo, pango_cairo_update_context)          \
  X(pangocairo, pango_cairo_show_layout_line)        \
  X(gobject, g_object_unref)                         \
  X(glib, g_free)

struct Api {
#define BONGSU_MEMBER_(library, name) decltype(&::name) name = nullptr;
  BONGSU_DRAWING_FUNCTIONS(BONGSU_MEMBER_)
#undef BONGSU_MEMBER_
};

// The names in the table with the file of their library: {"cairo_create", "libcairo.so.2"} ...
std::vector<std::pair<std::string, std::string>> FunctionNames();

// The libraries, opened on first use and kept until the process ends. kNotFound when one is not
// there, kUnsupported when one lacks a function (cairo before 1.16, Pango before 1.44); both name
// the Debian package to install. Safe for concurrent use; a failure is not remembered.
Result<const Api*> Load();

}  // namespace bongsu::report::drawing

#endif  // BONGSU_REPORT_DRAWING_API_H_
