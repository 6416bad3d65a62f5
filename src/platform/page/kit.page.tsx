import type { Frame } from './frame.ts';
import {
  Badge,
  Choice,
  EmptyState,
  ErrorSummary,
  Field,
  FileField,
  Pagination,
  Select,
  Summary,
  Table,
  Timeline,
} from './kit.tsx';
import { Layout } from './layout.tsx';

const long = 'Nguyễn Phước Thị Quỳnh Trưởng phòng Tài nguyên và Môi trường thành phố Bạc Liêu';

/** Every piece of the page kit with easy and hard content: long names, errors, empty lists. */
export function KitPage({ frame }: { frame: Frame }) {
  const { language } = frame;
  return (
    <Layout frame={frame} title="Page kit" hasErrors>
      <ErrorSummary
        language={language}
        errors={{ 'kit-name': 'Hãy điền mục này.', 'kit-kind': 'Hãy chọn một trong các mục.' }}
      />
      <h1>Ưỡn ẹo, Ỷ Ộ Ằ Ễ: dấu phải có chỗ</h1>
      <p class="lead">
        Đoạn dẫn: đường liên ấp Vĩnh Trạch ngập sâu, người dân đề nghị nâng cấp trước mùa mưa.
      </p>
      <p>
        <Badge tone="plain">Còn hạn</Badge> <Badge tone="info">Sắp đến hạn</Badge>{' '}
        <Badge tone="warn">Quá hạn: 3 ngày</Badge> <Badge tone="good">Đã trả lời</Badge>
      </p>
      <p class="note">Ghi chú thường.</p>
      <p class="note warn">Ghi chú cần chú ý.</p>
      <p class="note good">Ghi chú tốt.</p>
      <form>
        <Field
          language={language}
          name="kit-name"
          label="Họ và tên"
          hint="Như trên giấy tờ"
          error="Hãy điền mục này."
        />
        <Field language={language} name="kit-body" label="Nội dung" rows={3} optional value={long} />
        <Choice
          language={language}
          name="kit-kind"
          legend="Loại đơn"
          error="Hãy chọn một trong các mục."
          options={[
            { value: 'a', label: 'Phản ánh', hint: 'Báo một tình trạng cần xử lý.' },
            { value: 'b', label: long },
          ]}
        />
        <Select
          language={language}
          name="kit-place"
          label="Nơi xảy ra"
          options={[
            { value: '', label: 'Chọn…' },
            { value: '1', label: long },
          ]}
        />
        <FileField language={language} name="kit-files" label="Tài liệu" hint="Tối đa 5 tệp" />
        <div class="buttons">
          <button type="button">Tiếp tục</button>
          <button type="button" class="second">
            Hành động phụ
          </button>
          <button type="button" class="link">
            Quay lại
          </button>
        </div>
      </form>
      <h2>Tóm tắt</h2>
      <Summary
        rows={[
          ['Số hồ sơ', '1234'],
          ['Người phụ trách', long],
        ]}
      />
      <h2>Dòng thời gian</h2>
      <Timeline
        items={[
          { at: '09:15 23/11/2026', title: 'Nhận đơn' },
          { at: '10:02 24/11/2026', title: 'Thụ lý', body: <p>{long}</p> },
        ]}
      />
      <h2>Bảng</h2>
      <Table
        caption="Đơn theo đơn vị"
        rowHeader
        columns={[
          { label: 'Đơn vị' },
          { label: 'Đã nhận', numeric: true },
          { label: 'Đúng hạn', numeric: true },
        ]}
        rows={[
          ['Phường 1', '1.234', '1.200'],
          [long, '7', 'ẩn'],
        ]}
      />
      <Pagination language={language} previous="#truoc" next="#sau" />
      <EmptyState title="Chưa có gì ở đây.">
        <p>Nói rõ bước tiếp theo.</p>
      </EmptyState>
      <p class="code">7K3M-Q9ZT-4XVB-0N2C-HJ8R-W5PE</p>
    </Layout>
  );
}
