import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireToken } from '../../ground/access/api.ts';
import { worksWithCases } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { requireCaseOfficer, type Web } from '../../ground/web.ts';
import { notFound } from '../../platform/http/problem.ts';
import { dayInVietnam, formatDate, parsePlainDate, readTypedDate, yearOf } from '../../platform/time.ts';
import { sightOf } from './desk.service.ts';
import { groundNames, kindNames, sourceNames, stateNames, topicNames } from './names.ts';
import { deskPaths } from './paths.ts';
import { type ProcessingOutcome, processed, type RegisterLine, register } from './register.ts';

// The register is kept in the office's language.
const columns = [
  'Số',
  'Ngày nhận',
  'Nguồn',
  'Cơ quan chuyển đến',
  'Họ tên',
  'Địa chỉ',
  'Số người',
  'Loại đơn',
  'Lĩnh vực',
  'Nội dung',
  'Đủ điều kiện',
  'Thuộc thẩm quyền',
  'Hướng xử lý',
  'Căn cứ',
  'Nơi được chuyển',
  'Đơn vị giải quyết',
  'Tình trạng',
  'Hạn',
  'Ngày trả lời',
];
const outcomeNames: Record<ProcessingOutcome, string> = {
  accept: 'thụ lý',
  refuse_notice: 'thông báo không thụ lý',
  guide: 'hướng dẫn',
  return: 'trả lại đơn',
  transfer: 'chuyển đơn',
  archive: 'lưu đơn',
};

const yesNo = (value: boolean | null) => (value === null ? '' : value ? 'có' : 'không');

function cells(line: RegisterLine): (string | number)[] {
  const { outcome, eligible, competent } = processed(line.state);
  return [
    line.number,
    formatDate(line.receivedOn),
    sourceNames.vi[line.source],
    line.passedOnBy ?? '',
    line.name ?? '',
    line.address ?? '',
    line.people,
    kindNames.vi[line.kind],
    topicNames.vi[line.topic],
    line.title,
    yesNo(eligible),
    yesNo(competent),
    outcome === null ? '' : outcomeNames[outcome],
    line.ground ? (groundNames.vi[line.ground] ?? line.ground) : '',
    line.transferredTo ?? '',
    line.unitVi,
    stateNames.vi[line.state],
    formatDate(line.dueOn),
    line.answeredOn ? formatDate(line.answeredOn) : '',
  ];
}

/** The petition register: a file for the office, and the shape of the national database for its programs. */
export function registerRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock } = services;

  /** From the first of January to today where nothing, or nothing readable, is asked. */
  const periodOf = (from: string | undefined, to: string | undefined) => {
    const until = readTypedDate(to ?? '') ?? dayInVietnam(clock());
    return { from: readTypedDate(from ?? '') ?? parsePlainDate(`${yearOf(until)}-01-01`), to: until };
  };
  const streamed = (reply: FastifyReply, type: string, pages: AsyncIterable<string>) =>
    reply.type(type).header('cache-control', 'no-store').send(Readable.from(pages));

  app.get(deskPaths.register, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { tu, den } = request.query as { tu?: string; den?: string };
    async function* csv() {
      const options = { escape_formulas: true, bom: true, header: true, columns };
      yield stringify([], options);
      for await (const lines of register(db, sightOf(officer), periodOf(tu, den)))
        yield stringify(lines.map(cells), { escape_formulas: true });
    }
    reply.header('content-disposition', 'attachment; filename="so-tiep-nhan-don.csv"');
    return streamed(reply, 'text/csv; charset=utf-8', csv());
  });

  app.get(
    '/api/v1/petitions/register',
    {
      schema: {
        tags: ['officers'],
        summary:
          'The register of a period, one JSON object a line, in the shape of the national database (Decree 55/2022); sealed matters are left out',
        security: [{ token: [] }],
        querystring: z.strictObject({ from: z.string().optional(), to: z.string().optional() }),
      },
    },
    async (request: FastifyRequest, reply) => {
      const officer: SignedIn = await requireToken(web, request);
      if (!worksWithCases(officer)) throw notFound();
      const { from, to } = request.query as { from?: string; to?: string };
      async function* lines() {
        for await (const page of register(db, sightOf(officer), periodOf(from, to)))
          yield page.map((line) => `${JSON.stringify(asNational(line))}\n`).join('');
      }
      return streamed(reply, 'application/x-ndjson', lines());
    },
  );
}

function asNational(line: RegisterLine) {
  return {
    register_number: line.number,
    received_on: line.receivedOn,
    source: line.source,
    passed_on_by: line.passedOnBy,
    sender: { name: line.name, address: line.address, people: line.people },
    type: line.kind,
    route: line.route,
    topic: line.topic,
    summary: line.title,
    ...processed(line.state),
    ground: line.ground,
    transferred_to: line.transferredTo,
    unit: line.unitVi,
    state: line.state,
    due_on: line.dueOn,
    answered_on: line.answeredOn,
  };
}
