// Opens a workbook with ExcelJS and saves it: node exceljs.js IN OUT
const ExcelJS = require("exceljs");

const [source, target] = process.argv.slice(2);
const book = new ExcelJS.Workbook();
book.xlsx.readFile(source).then(() => book.xlsx.writeFile(target));
