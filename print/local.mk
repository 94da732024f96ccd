libprint_a_SOURCES = \
	print/band.c \
	print/block.c \
	print/cell.c \
	print/csv.c \
	print/csv_read.c \
	print/csv_text.c \
	print/file.c \
	print/fill.c \
	print/fill_further.c \
	print/fill_value.c \
	print/foot.c \
	print/head.c \
	print/letter.c \
	print/output.c \
	print/pdf.c \
	print/preview.c \
	print/sheet.c \
	print/xlsx.c
