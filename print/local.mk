libprint_a_SOURCES = \
	print/band.c \
	print/cell.c \
	print/csv.c \
	print/file.c \
	print/fill.c \
	print/output.c \
	print/pdf.c \
	print/preview.c \
	print/sheet.c \
	print/xlsx.c
