import { catalogue, type Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { ErrorSummary, FileField, Hidden, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import type { Written } from '../../platform/sheet/sheet.ts';
import { formatDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { type Import, type RowFault, type SheetName, sheetColumns } from './exchange.ts';
import { organizationPaths } from './paths.ts';

const faultTexts: Record<Language, Record<RowFault, string>> = catalogue(
  {
    required: 'còn trống',
    badCode: 'mã chỉ gồm chữ thường không dấu, số và gạch nối',
    badUsername: 'tên đăng nhập chỉ gồm chữ thường không dấu, số, dấu chấm và gạch nối',
    badKind: 'loại đơn vị không có trong danh mục',
    badRole: 'vai trò không có trong danh mục',
    badDate: 'ngày không đúng, viết như 23/11/2026',
    badYesNo: 'chỉ ghi có hoặc không',
    twice: 'xuất hiện hai lần trong tệp',
    differs: 'đã có và khác với tệp; muốn đổi hãy lập phương án sắp xếp',
    unknownParent: 'không có cấp trên với mã này',
    unknownUnit: 'không có đơn vị với mã này',
    unknownPost: 'không có vị trí với mã này',
    postHeld: 'vị trí đã có người giữ',
    codeUsed: 'mã này đã dùng cho đơn vị hoặc vị trí cũ',
    beforeUnit: 'sớm hơn ngày có đơn vị hoặc vị trí',
    cycle: 'cấp trên đi vòng trở lại chính đơn vị này',
    noColumn: 'tệp thiếu cột này',
  },
  {
    required: 'is empty',
    badCode: 'a code has lower-case letters without accents, digits and hyphens only',
    badUsername: 'a user name has lower-case letters without accents, digits, dots and hyphens only',
    badKind: 'no such kind of unit',
    badRole: 'no such role',
    badDate: 'not a day; write it like 23/11/2026',
    badYesNo: 'say có or không',
    twice: 'appears twice in the file',
    differs: 'is there already and differs; to change it plan a reorganisation',
    unknownParent: 'there is no parent with this code',
    unknownUnit: 'there is no unit with this code',
    unknownPost: 'there is no post with this code',
    postHeld: 'somebody holds this post',
    codeUsed: 'this code belonged to a unit or post that is no more',
    beforeUnit: 'earlier than the unit or post exists',
    cycle: 'the units above come back to this unit',
    noColumn: 'the file has no such column',
  },
);

const texts = catalogue(
  {
    people: 'Nhân sự',
    title: 'Nhập, xuất đơn vị, vị trí và nhân sự',
    lead: 'Xuất ra bảng tính, hoặc nhập thêm từ bảng tính. Tệp nhập được kiểm tra trước; chưa có gì thay đổi cho đến khi anh/chị đồng ý.',
    export: 'Xuất',
    exportAll: 'Tất cả, một tệp Excel (XLSX)',
    exportOne: (name: string) => `${name} (CSV)`,
    import: 'Nhập',
    file: 'Tệp XLSX, ODS hoặc CSV',
    fileHint:
      'Mỗi bảng tính đặt tên don-vi, vi-tri hoặc nhan-su, hoặc có đủ các cột như tệp xuất ra; thứ tự cột tùy ý. Nhập chỉ thêm mới, không sửa cái đang có.',
    check: 'Kiểm tra tệp',
    columns: 'Các cột',
    unreadable:
      'Không đọc được tệp này: không phải XLSX, ODS hay CSV, có mật khẩu, hoặc hỏng. Hãy mở ra, lưu lại dạng XLSX rồi thử lại.',
    tooBig: 'Tệp quá lớn: tối đa 10 MB và 50.000 dòng mỗi bảng.',
    missing: 'Hãy chọn một tệp.',
    result: 'Kết quả kiểm tra',
    file_: (name: string) => `Tệp: ${name}`,
    add: 'Sẽ thêm',
    unitsAdd: 'Đơn vị',
    postsAdd: 'Vị trí',
    peopleAdd: 'Người',
    unchanged: 'Đã có, giống hệt',
    bad: 'Dòng có lỗi',
    unknownSheets: (names: string) => `Bảng không dùng đến (không nhận ra hoặc đang ẩn): ${names}.`,
    readAs: (sheet: string, as: string, rows: string) => `Bảng “${sheet}” đọc thành ${as}, ${rows} dòng.`,
    was: {
      tcvn3:
        'Chữ gõ bằng phông TCVN3 (.VnTime) đã chuyển sang Unicode. Chữ hoa có dấu của phông .VnTimeH thành chữ thường: xem kỹ các tên dưới đây.',
      vni: 'Chữ gõ bằng phông VNI đã chuyển sang Unicode: xem kỹ các tên dưới đây.',
      'windows-1258': 'Tệp không phải UTF-8, được đọc theo Windows-1258: xem kỹ các tên dưới đây.',
    },
    corrected: 'Tải các dòng lỗi kèm lý do (XLSX), sửa rồi nhập lại',
    rowsOf: (name: string) => `${name} sẽ nhập`,
    first: (shown: string, all: string) => `${shown} dòng đầu trong ${all}.`,
    parent: 'Cấp trên',
    from: 'Từ ngày',
    code: 'Mã',
    kind: 'Loại',
    name: 'Tên',
    unit: 'Đơn vị',
    role: 'Vai trò',
    post: 'Vị trí',
    fault: 'Lỗi',
    sheet: 'Bảng',
    line: 'Dòng',
    column: 'Cột',
    value: 'Giá trị',
    reason: 'Lý do',
    importAll: 'Nhập',
    importGood: (good: string, bad: string) => `Chỉ nhập ${good} dòng đúng, bỏ qua ${bad} dòng lỗi`,
    nothing: 'Không có dòng nào mới để nhập.',
    goodOnly: 'Hãy sửa tệp rồi kiểm tra lại, hoặc chủ động chỉ nhập các dòng đúng.',
    done: 'Đã nhập.',
    changed: 'Bộ máy đã thay đổi từ lúc kiểm tra thử nên chưa nhập gì. Hãy kiểm tra lại tệp.',
    gone: 'Tệp này đã được nhập, hoặc đã bị bỏ. Hãy kiểm tra lại từ đầu.',
    links: 'Đường dẫn thiết lập tài khoản',
    linksLead: 'Gửi riêng cho từng người; mỗi đường dẫn dùng một lần, trong 7 ngày, và không hiện lại.',
    person: 'Tên đăng nhập',
    link: 'Đường dẫn',
  },
  {
    people: 'People',
    title: 'Import and export of units, posts and people',
    lead: 'Export to a spreadsheet, or add from one. A file is checked first; nothing changes until you agree.',
    export: 'Export',
    exportAll: 'Everything in one Excel file (XLSX)',
    exportOne: (name: string) => `${name} (CSV)`,
    import: 'Import',
    file: 'XLSX, ODS or CSV file',
    fileHint:
      'Sheets are called don-vi, vi-tri or nhan-su, or have all the columns of the export, in any order. An import adds, it never changes what is there.',
    check: 'Check the file',
    columns: 'Columns',
    unreadable:
      'The file cannot be read: it is no XLSX, ODS or CSV, has a password, or is damaged. Open it, save it as XLSX and try again.',
    tooBig: 'The file is too big: at most 10 MB and 50,000 rows a sheet.',
    missing: 'Choose a file.',
    result: 'What the file would do',
    file_: (name: string) => `File: ${name}`,
    add: 'To be added',
    unitsAdd: 'Units',
    postsAdd: 'Posts',
    peopleAdd: 'People',
    unchanged: 'There already, the same',
    bad: 'Bad rows',
    unknownSheets: (names: string) => `Sheets not used (not known, or hidden): ${names}.`,
    readAs: (sheet: string, as: string, rows: string) =>
      `The sheet “${sheet}” was read as ${as}, ${rows} rows.`,
    was: {
      tcvn3:
        'Text typed in a TCVN3 font (.VnTime) was converted to Unicode. Marked capitals of .VnTimeH become small letters: look at the names below.',
      vni: 'Text typed in a VNI font was converted to Unicode: look at the names below.',
      'windows-1258': 'The file is not UTF-8 and was read as Windows-1258: look at the names below.',
    },
    corrected: 'Download the bad rows with their reasons (XLSX), mend them and import them again',
    rowsOf: (name: string) => `${name} to be entered`,
    first: (shown: string, all: string) => `The first ${shown} of ${all} rows.`,
    parent: 'Above',
    from: 'From',
    code: 'Code',
    kind: 'Kind',
    name: 'Name',
    unit: 'Unit',
    role: 'Role',
    post: 'Post',
    fault: 'Fault',
    sheet: 'Sheet',
    line: 'Line',
    column: 'Column',
    value: 'Value',
    reason: 'Reason',
    importAll: 'Import',
    importGood: (good: string, bad: string) => `Import the ${good} good rows only, leave ${bad} bad ones out`,
    nothing: 'There is no new row to import.',
    goodOnly: 'Mend the file and check it again, or knowingly import the good rows only.',
    done: 'Imported.',
    changed:
      'The organisation has changed since the check; nothing was imported. Please check the file again.',
    gone: 'This file was imported already, or dropped. Please check it again from the start.',
    links: 'Links to set up accounts',
    linksLead: 'Send each to its person alone; each works once, for 7 days, and is not shown again.',
    person: 'User name',
    link: 'Link',
  },
);

/** Export links, and the form that checks a file. */
export function ExchangePage(props: {
  frame: Frame;
  key_: string;
  fault?: 'unreadable' | 'tooBig' | 'missing' | 'gone' | 'changed' | undefined;
}) {
  const { frame, key_, fault } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.title} hasErrors={fault !== undefined}>
      <p class="back">
        <a href={organizationPaths.people}>← {t.people}</a>
      </p>
      <ErrorSummary language={language} errors={{ files: fault && t[fault] }} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <h2>{t.export}</h2>
      <ul>
        <li>
          <a href={`${organizationPaths.exchange}/tat-ca.xlsx`}>{t.exportAll}</a>
        </li>
        {(Object.keys(sheetColumns) as SheetName[]).map((name) => (
          <li key={name}>
            <a href={`${organizationPaths.exchange}/${name}.csv`}>{t.exportOne(name)}</a>
          </li>
        ))}
      </ul>
      <h2>{t.import}</h2>
      <form method="post" action={organizationPaths.exchange} enctype="multipart/form-data">
        <Hidden values={{ key: key_ }} />
        <FileField
          language={language}
          name="files"
          label={t.file}
          hint={t.fileHint}
          error={fault && t[fault]}
          accept=".csv,.tsv,.txt,.xlsx,.ods"
          single
        />
        <div class="buttons">
          <button type="submit">{t.check}</button>
        </div>
      </form>
      <details>
        <summary>{t.columns}</summary>
        <dl class="inside">
          {(Object.keys(sheetColumns) as SheetName[]).map((name) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="mono">{sheetColumns[name].join(', ')}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Layout>
  );
}

/** What a file would do; every bad row with its line, column and reason. */
export function DryRunPage(props: { frame: Frame; file: string; draft: string; result: Import }) {
  const { frame, file, draft, result } = props;
  const { language } = frame;
  const t = texts[language];
  const good = result.units.length + result.posts.length + result.people.length;
  const bad = new Set(result.faults.map((fault) => `${fault.sheet} ${fault.line}`)).size;
  return (
    <Layout frame={frame} title={t.result} wide>
      <p class="back">
        <a href={organizationPaths.exchange}>← {t.title}</a>
      </p>
      <h1>{t.result}</h1>
      <p class="lead">{t.file_(file)}</p>
      {result.read.map(({ sheet, as, rows, was }) => (
        <p key={sheet} class={was ? 'note warn' : 'note'}>
          {t.readAs(sheet, as, formatInteger(rows))}
          {was && ` ${t.was[was]}`}
        </p>
      ))}
      {result.unknownSheets.length > 0 && (
        <p class="note">{t.unknownSheets(result.unknownSheets.join(', '))}</p>
      )}
      <dl class="figures full">
        {(
          [
            [t.unitsAdd, result.units.length],
            [t.postsAdd, result.posts.length],
            [t.peopleAdd, result.people.length],
            [t.unchanged, result.unchanged],
            [t.bad, bad],
          ] as const
        ).map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="value">{formatInteger(count)}</dd>
          </div>
        ))}
      </dl>
      {result.faults.length > 0 && (
        <>
          <p class="note warn">{t.goodOnly}</p>
          {result.bad.length > 0 && (
            <p>
              <a href={`${organizationPaths.exchange}/loi/${draft}.xlsx`}>{t.corrected}</a>
            </p>
          )}
          <Table
            caption={t.bad}
            columns={[
              { label: t.sheet },
              { label: t.line, numeric: true },
              { label: t.column },
              { label: t.value },
              { label: t.reason },
            ]}
            rows={result.faults.map((fault) => [
              fault.sheet,
              String(fault.line),
              <span class="mono">{fault.column}</span>,
              fault.value,
              faultTexts[language][fault.fault],
            ])}
          />
        </>
      )}
      <Coming t={t} result={result} />
      {good === 0 ? (
        <p>{t.nothing}</p>
      ) : (
        <form method="post" action={`${organizationPaths.exchange}/nhap`}>
          <Hidden values={{ draft }} />
          <div class="buttons">
            <button type="submit" class={bad > 0 ? 'second' : undefined}>
              {bad > 0 ? t.importGood(formatInteger(good), formatInteger(bad)) : t.importAll}
            </button>
          </div>
        </form>
      )}
    </Layout>
  );
}

const mostShown = 100;

/** The rows as they will be entered, kind by kind. */
function Coming({ t, result }: { t: (typeof texts)[Language]; result: Import }) {
  const lists = [
    {
      name: t.unitsAdd,
      columns: [t.code, t.kind, t.name, t.parent, t.from],
      rows: result.units.map((one) => [one.code, one.kind, one.vi, one.parent ?? '—', formatDate(one.from)]),
    },
    {
      name: t.postsAdd,
      columns: [t.code, t.unit, t.role, t.name, t.from],
      rows: result.posts.map((one) => [one.code, one.unit, one.role, one.vi, formatDate(one.from)]),
    },
    {
      name: t.peopleAdd,
      columns: [t.person, t.name, t.post, t.from],
      rows: result.people.map((one) => [
        one.username,
        one.name,
        one.post ?? '—',
        one.from ? formatDate(one.from) : '—',
      ]),
    },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <>
      {lists.map(({ name, columns, rows }) => (
        <details key={name} open={rows.length <= 20}>
          <summary>{`${t.rowsOf(name)} (${formatInteger(rows.length)})`}</summary>
          {rows.length > mostShown && (
            <p class="small muted">{t.first(formatInteger(mostShown), formatInteger(rows.length))}</p>
          )}
          <Table
            caption={t.rowsOf(name)}
            columns={columns.map((label) => ({ label }))}
            rows={rows.slice(0, mostShown)}
          />
        </details>
      ))}
    </>
  );
}

/** The bad rows of a file as a file: as they stand, with what is wrong in a column of its own. */
export function badSheets(result: Import, language: Language): Written[] {
  const t = texts[language];
  const bySheet = Map.groupBy(result.bad, ({ sheet }) => sheet);
  return [...bySheet].map(([sheet, rows]) => {
    const header = rows[0]?.header ?? [];
    return {
      name: sheet,
      header: [...header, t.fault],
      rows: rows.map(({ line, cells }) => [
        ...header.map((_, at) => cells[at] ?? ''),
        result.faults
          .filter((fault) => fault.sheet === sheet && fault.line === line)
          .map((fault) => `${fault.column}: ${faultTexts[language][fault.fault]}`)
          .join('; '),
      ]),
    };
  });
}

/** Shown once after an import: the links of those who came with it. */
export function ImportedPage(props: { frame: Frame; links: { username: string; link: string }[] }) {
  const { frame, links } = props;
  const t = texts[frame.language];
  return (
    <Layout frame={frame} title={t.done} wide>
      <p class="back">
        <a href={organizationPaths.exchange}>← {t.title}</a>
      </p>
      <h1>{t.done}</h1>
      {links.length > 0 && (
        <>
          <p class="lead">{t.linksLead}</p>
          <Table
            caption={t.links}
            columns={[{ label: t.person }, { label: t.link }]}
            rows={links.map((one) => [one.username, <span class="mono">{one.link}</span>])}
          />
        </>
      )}
    </Layout>
  );
}
