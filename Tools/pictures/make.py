#!/usr/bin/env python3
"""Makes the pictures of the documentation, and writes the YAML of Docs/gallery.md: `make.py ACTA`.

The sheets of the gallery come from the golden case Tests/Cases/exports/gallery, those of Docs/guia.md from the shipped
workspace. LibreOffice prints them, pdftoppm (poppler-utils) draws the pages, Pillow cuts them to their contents. The YAML of
each picture is the part of the case's jobs behind `# gallery: NAME`."""
import pathlib, re, shutil, subprocess, sys, tempfile, textwrap, zipfile
from PIL import Image, ImageChops, ImageDraw, ImageFont

root = pathlib.Path(__file__).resolve().parents[2]
acta = str(pathlib.Path(sys.argv[1]).resolve())
pictures = root / "Docs/pictures"
case = root / "Tests/Cases/exports/gallery"
WIDTH, COLOURS = 900, 32

# Workbook, and sheet or number of the page.
GALLERY = {
    "cover": ("gallery.xlsx", "About"), "figures": ("gallery.xlsx", "Figures"), "changes": ("gallery.xlsx", "Changes"),
    "table": ("gallery.xlsx", "By category"), "worklist": ("gallery.xlsx", "Pending"),
    "editable": ("gallery.xlsx", "To complete"), "pivot": ("gallery.xlsx", "Country and category"),
    "blocks": ("gallery.xlsx", "On one page"), "charts": ("gallery.xlsx", "Kinds of charts"),
    "rejects": ("gallery.xlsx", "Rejected rows"), "method": ("gallery.xlsx", "How it was made"),
    "choices": ("gallery.xlsx", "To complete"), "rejects-book": ("rejects/form.xlsx", 1),
    "each": ("delegations/Chile.xlsx", "About"), "each-index": ("delegations/index.csv", 1),
    "right-to-left": ("gallery.ar.xlsx", 2),
    "index": ("long.xlsx", 2),
}
GUIDE = {
    "guia-portada": ("registrations/inscritos.es.xlsx", "Acerca de"),
    "guia-cifras": ("registrations/inscritos.es.xlsx", "Cifras"),
    "guia-cambios": ("registrations/inscritos.es.xlsx", "Cambios"),
    "guia-revisar": ("registrations/inscritos.es.xlsx", "Otros por revisar"),
}
# Only the first page, and at most so many pixels of it.
HEIGHTS = {"guia-cifras": 330, "guia-revisar": 230, "editable": 300, "method": 700, "guia-cambios": 300, "index": 300,
           "choices": 300, "each-index": 280}
# The drop-down list that a reader sees, below the header and the first row of its column.
CHOICES = ("Category", ["Governments", "Academia", "Civil society", "UN agencies"])


def run(*arguments):
    done = subprocess.run([acta, *arguments], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"acta {' '.join(arguments)}: {done.stderr}")


def sheets(book):
    """The names of the sheets that are printed, in order."""
    if book.suffix == ".csv":
        return ["index"]
    with zipfile.ZipFile(book) as file:
        text = file.read("xl/workbook.xml").decode()
    found = []
    for tag in re.findall(r"<sheet [^>]*>", text):
        if 'state="hidden"' not in tag:
            found.append(re.search(r'name="([^"]*)"', tag)[1].replace("&amp;", "&"))
    return found


def shorten(book):
    """Keeps the first rows of long sheets, which nobody prints as a picture."""
    if book.suffix == ".csv":
        return
    with zipfile.ZipFile(book) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            if name.startswith("xl/worksheets/sheet") and len(data) > 300_000:
                data = re.sub(rb'(<row r="30".*?</row>).*</sheetData>', rb"\1</sheetData>", data, flags=re.S)
            file.writestr(name, data)


def pages(book, folder):
    """The pages of each sheet, as images cut to what is between header and footer."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--infilter=Text - txt - csv (StarCalc):44/59,34,76,1" if book.suffix == ".csv" else "--norestore",
         "--convert-to", "pdf", "--outdir", str(folder), str(book)], check=True, capture_output=True, timeout=600)
    pdf = folder / (book.stem + ".pdf")
    subprocess.run(["pdftoppm", "-r", "110", "-png", str(pdf), str(folder / book.stem)], check=True)
    images = [Image.open(file).convert("RGB") for file in sorted(folder.glob(f"{book.stem}-*.png"))]
    names = sheets(book)
    # A page belongs to the sheet that its header names; covers have no header, and follow one another.
    texts = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True).stdout.split("\f")
    found, place = {name: [] for name in names}, 0
    for number, (image, text) in enumerate(zip(images, texts), 1):
        image.info["page"] = (pdf, number)
        first = next((line for line in text.split("\n") if line.strip()), "").strip()
        for index in range(place, len(names)):
            if names[index] in first:
                place = index
                break
        found[names[place]].append(image)
    return found | {number: [image] for number, image in enumerate(images, 1)}


def cut(image):
    """The contents, without header, footer and empty paper."""
    inch = 110
    width, height = image.size
    image = image.crop((0, int(0.7 * inch), width, height - int(0.75 * inch)))
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    return image.crop((max(box[0] - 8, 0), max(box[1] - 8, 0), min(box[2] + 8, width), box[3] + 8)) if box else None


def with_list(image):
    """The page with the list of the first cell of a column open, as a spreadsheet shows it."""
    pdf, page = image.info["page"]
    words = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-"], capture_output=True, text=True).stdout
    header, labels = CHOICES
    places = [(word, *(float(number) * 110 / 72 for number in box)) for *box, word in re.findall(
        r'<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">([^<]*)<', words)]
    left, below = next((x, bottom) for word, x, _, _, bottom in places if word == header)
    top = min(bottom for _, x, y, _, bottom in places if abs(x - left) < 12 and y > below) + 6
    font = ImageFont.truetype("LiberationSans-Regular.ttf", 14)
    image = image.copy()
    draw = ImageDraw.Draw(image)
    box = (left - 8, top, left + 130, top + 24 * len(labels))
    draw.rectangle(box, fill="white", outline="#7F7F7F")
    draw.rectangle((box[0] + 1, top + 1, box[2] - 1, top + 23), fill="#2F5597")
    for number, label in enumerate(labels):
        draw.text((left, top + 4 + 24 * number), label, font=font, fill="black" if number else "white")
    return image


def save(file, images):
    name = file.removeprefix("gallery-")
    if name == "choices":
        images = [with_list(images[0])]
    if name == "each-index":
        # LibreOffice prints a file of text with a header of its own.
        images = [image.crop((0, 40, image.width, image.height)) for image in images]
    parts = [part for part in map(cut, images) if part]
    if name in HEIGHTS or name in ("cover", "guia-portada"):
        parts = parts[:1]
    if name == "charts":
        parts = [side_by_side(parts)]
    picture = Image.new("RGB", (max(part.width for part in parts), sum(part.height for part in parts)), "white")
    top = 0
    for part in parts:
        picture.paste(part, (0, top))
        top += part.height
    if name in HEIGHTS:
        picture = picture.crop((0, 0, picture.width, min(picture.height, int(HEIGHTS[name] * picture.width / WIDTH))))
    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.LANCZOS)
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(pictures / f"{file}.png", optimize=True)


def side_by_side(parts):
    """Two pages in a row, the others below."""
    columns = 2
    width, height = max(part.width for part in parts), 0
    rows = [parts[start:start + columns] for start in range(0, len(parts), columns)]
    picture = Image.new("RGB", (columns * width, sum(max(p.height for p in row) for row in rows)), "white")
    for row in rows:
        for place, part in enumerate(row):
            picture.paste(part, (place * width, height))
        height += max(part.height for part in row)
    return picture


def draw(exports, wanted, prefix, folder):
    for book in sorted({book for book, _ in wanted.values()}):
        target = folder / pathlib.Path(book).name
        shutil.copy(exports / book, target)
        shorten(target)
        found = pages(target, folder)
        for name, (of, sheet) in wanted.items():
            if of == book:
                if not found.get(sheet):
                    sys.exit(f"{book} has no page of '{sheet}'; it has {', '.join(map(str, found))}")
                save(prefix + name, found[sheet])


def snippets():
    """The parts of the jobs, by name."""
    found = {}
    for job in ("gallery.yaml", "long.yaml"):
        name = None
        for line in (case / "Jobs" / job).read_text().splitlines():
            mark = re.match(r" *# gallery: (.*)", line)
            if mark:
                name = mark[1] if mark[1] != "end" else None
            elif name:
                found.setdefault(name, []).append(line)
    # Parts of others.
    found["choices"] = [line for line in found["editable"] if "choices:" in line]
    found["each-index"] = [line for line in found["each"] if "workbook:" in line or "each:" in line]
    return {name: textwrap.dedent("\n".join(lines)) for name, lines in found.items()}


def write_page():
    page = root / "Docs/gallery.md"
    text, parts = page.read_text(), snippets()
    def replaced(match):
        return f"{match[1]}```yaml\n{parts.pop(match[2])}\n```"
    text = re.sub(r"(!\[[^]]*\]\(pictures/gallery-([a-z-]+)\.png\)\n\n)```yaml\n.*?```", replaced, text, flags=re.S)
    if parts:
        sys.exit(f"Docs/gallery.md does not show {', '.join(parts)}")
    page.write_text(text)


def main():
    write_page()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        workspace = folder / "gallery"
        for part in ("Jobs", "Inputs"):
            shutil.copytree(case / part, workspace / part)
        with open(workspace / "Inputs/connections.csv", "a") as file:
            for number in range(13, 1_060_001):
                file.write(f"{number},Person {number},{number * 37 % 90 + 20}\n")
        for moment in ("2021-04-26T23:30:00", "2021-04-27T23:30:00"):
            run("run", "gallery", "--as-of", moment, "--quiet", "--workspace", str(workspace))
        run("run", "long", "--as-of", "2021-04-27T23:30:00", "--quiet", "--workspace", str(workspace))
        exports = folder / "exports"
        exports.mkdir()
        for job in ("gallery", "long"):
            shutil.copytree(workspace / "Exports/latest" / job, exports, dirs_exist_ok=True)
        draw(exports, GALLERY, "gallery-", folder)
        workspace = folder / "shipped"
        for part in ("Jobs", "Inputs", "Corrections"):
            shutil.copytree(root / part, workspace / part)
        for moment in ("2021-04-27T23:45:00", "2021-04-28T23:45:00"):
            run("run", "registrations", "--as-of", moment, "--quiet", "--workspace", str(workspace))
        draw(workspace / "Exports/latest", GUIDE, "", folder)


if __name__ == "__main__":
    main()
