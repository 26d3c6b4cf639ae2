// libxlsxwriter, and what Acta does with its structures beside its functions. Each of these relies on how the known
// versions of the library are made: Sources/Workbooks/Splice/Splice.swift lists them.
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

// The library prints to stderr what it also returns as a code, and Acta reports the code in its own words. Between
// these two calls the library's prints go nowhere. Not for two threads at once.
static inline FILE *acta_begin_quiet(void) {
  static FILE *nowhere;
  FILE *shown = stderr;
  if (!nowhere) nowhere = fopen("/dev/null", "we");
  if (nowhere) stderr = nowhere;
  return shown;
}

static inline void acta_end_quiet(FILE *shown) { stderr = shown; }

// Replaces a text that the library owns by a copy of another one; 0 when out of memory.
static inline int acta_replace(char **owned, const char *text) {
  char *copy = strdup(text);
  if (!copy) return 0;
  free(*owned);
  *owned = copy;
  return 1;
}

// Sets the title of a chart or an axis. The library's own functions take a text that begins with "=" as a formula.
static inline int acta_set_title(lxw_chart_title *title, const char *text) {
  return acta_replace(&title->name, text);
}

// Sets how formulas refer to a sheet.
static inline int acta_set_reference(lxw_worksheet *sheet, const char *reference) {
  return acta_replace(&sheet->quoted_name, reference);
}

// The format of cells that have none, whose font is the measure of the columns' widths.
static inline lxw_format *acta_default_format(lxw_workbook *workbook) { return STAILQ_FIRST(workbook->formats); }

// Appends a value to those that a chart keeps of a range: a text, or else a number, or else an empty cell. The
// library then does not look for them in the sheet. 0 when out of memory.
static inline int acta_keep_value(lxw_series_range *range, const char *text, int has_number, double number) {
  struct lxw_series_data_point *point = calloc(1, sizeof *point);
  if (!point) return 0;
  range->ignore_cache = LXW_TRUE;
  if (text) {
    point->string = strdup(text);
    if (!point->string) {
      free(point);
      return 0;
    }
    point->is_string = LXW_TRUE;
    range->has_string_cache = LXW_TRUE;
  } else if (has_number) {
    point->number = number;
  } else {
    point->no_data = LXW_TRUE;
  }
  STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
  range->num_data_points++;
  return 1;
}

// Scales the image that was inserted last to fit a box, in pixels, and moves it so that its right edge is `room` pixels
// from the left edge of its cell.
static inline void acta_fit_last_image(lxw_worksheet *sheet, double width, double height, int room) {
  lxw_object_properties *image, *last = NULL;
  STAILQ_FOREACH(image, sheet->image_props, list_pointers) last = image;
  if (!last || last->width <= 0 || last->height <= 0) return;
  double shown_width = last->width * 96.0 / (last->x_dpi > 0 ? last->x_dpi : 96.0);
  double shown_height = last->height * 96.0 / (last->y_dpi > 0 ? last->y_dpi : 96.0);
  double scale = width / shown_width < height / shown_height ? width / shown_width : height / shown_height;
  if (scale > 1) scale = 1;
  last->x_scale = scale;
  last->y_scale = scale;
  int left = room - (int)(shown_width * scale);
  last->x_offset = left > 0 ? left : 0;
}

// Sets the ends of an axis of values, and the distance of its gridlines. The library's own functions refuse the axis of
// values of a bar chart, which it takes for the one of categories.
static inline void acta_set_lowest(lxw_chart_axis *axis, double value) {
  axis->has_min = LXW_TRUE;
  axis->min = value;
}

static inline void acta_set_highest(lxw_chart_axis *axis, double value) {
  axis->has_max = LXW_TRUE;
  axis->max = value;
}

static inline void acta_set_unit(lxw_chart_axis *axis, double value) {
  axis->has_major_unit = LXW_TRUE;
  axis->major_unit = value;
}
