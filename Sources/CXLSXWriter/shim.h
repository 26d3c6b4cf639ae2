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
