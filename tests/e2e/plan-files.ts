// Files as spreadsheets and editors write them, made byte by byte, so that no library shares a mistake with the console.

/** A text as GBK. Node decodes it but does not encode it, so the table is turned round. */
export function gbk(text: string): Buffer {
  return Buffer.concat([...text].map((character) => Buffer.from(gbkTable().get(character) ?? [character.codePointAt(0)!])));
}

let table: Map<string, number[]> | undefined;

function gbkTable(): Map<string, number[]> {
  if (!table) {
    table = new Map();
    const decoder = new TextDecoder("gbk");
    for (let first = 0x81; first <= 0xfe; first++) {
      for (let second = 0x40; second <= 0xfe; second++) {
        const character = decoder.decode(Uint8Array.of(first, second));
        if ([...character].length === 1 && character !== "\u{fffd}") {
          table.set(character, [first, second]);
        }
      }
    }
  }
  return table;
}

/** A workbook of one sheet, its cells as inline texts. `formula` makes a cell a formula with that value. */
export function xlsx(rows: (string | { formula: string; value: string })[][], sheet = "Sheet1"): Buffer {
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const cell = (content: (typeof rows)[number][number], name: string) =>
    typeof content === "string"
      ? `<c r="${name}" t="inlineStr"><is><t>${escaped(content)}</t></is></c>`
      : `<c r="${name}" t="str"><f>${escaped(content.formula)}</f><v>${escaped(content.value)}</v></c>`;
  const body = rows
    .map((cells, row) => {
      const inside = cells.map((content, column) => cell(content, `${String.fromCharCode(65 + column)}${row + 1}`));
      return `<row r="${row + 1}">${inside.join("")}</row>`;
    })
    .join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packages = "http://schemas.openxmlformats.org/package/2006";
  return zip({
    "[Content_Types].xml":
      `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${body}</sheetData></worksheet>`,
  });
}

/** A ZIP archive whose entries are stored as they are. */
function zip(entries: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const [named, data] = [Buffer.from(name), Buffer.from(content)];
    // From the needed version to the lengths, both headers have the same fields.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(named.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, named, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, rest, named]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

function crc32(data: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
  }
  return (sum ^ 0xffffffff) >>> 0;
}
