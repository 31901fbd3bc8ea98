// Opens a workbook with SheetJS and saves it: node sheetjs.js IN OUT
const XLSX = require("xlsx");

const [source, target] = process.argv.slice(2);
const book = XLSX.readFile(source, { cellStyles: true, cellNF: true, cellFormula: true, sheetStubs: true, bookFiles: false });
XLSX.writeFile(book, target, { bookType: "xlsx", compression: true, cellStyles: true });
