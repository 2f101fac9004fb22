/** What each command does, in both languages; `courier` alone prints it. */
export const help = `courier – gửi hồ sơ cán bộ, công chức, viên chức về CSDL quốc gia
          sends personnel records to the national database

  courier keygen [FILE]           tạo khóa ký / make a signing key
  courier template xlsx|csv [OUT] mẫu nhập liệu theo bộ chuẩn / entry template of the standard
  courier push FILE               kiểm tra, đóng gói, niêm phong, gửi / check, pack, seal, send
      .xlsx, .csv (tệp, thư mục, .zip / file, folder, .zip), .ndjson
      --check-only                chỉ kiểm tra / only check
      --kind full|changes         toàn bộ đơn vị hay thay đổi (mặc định changes) / whole unit or changes
      --unit CODE --as-of DATE    đơn vị; số liệu đúng vào ngày nào (yyyy-mm-dd, không sau hôm nay) / unit; day on which the data was true (not after today)
      --mapping FILE              tệp ánh xạ cột / mapping of columns
      --split                     mỗi đơn vị sử dụng một gói / one parcel per unit
      --left FILE                 số định danh những người đã thôi việc / personal numbers of people who left
      --not-secret                đã xem: giá trị bắt đầu bằng MẬT:, TỐI MẬT - … không phải dữ liệu Mật / looked at: they are no secrets
      --findings FILE --again     nơi ghi phát hiện; gửi lại như gói mới / findings file; send again as new
  courier push                    gửi tiếp các gói đang chờ / send what waits in the queue
  courier status [--json]         các gói và kết quả / parcels and outcomes
  courier pull                    lấy kết quả, phát hiện, đề xuất / fetch outcomes, findings, proposals
  courier accept|contest ID [--reason TEXT]     trả lời đề xuất / answer a proposal
  courier answer ID release|keep|dual|secondment  trả lời vụ việc / answer a held-elsewhere case
  courier withdraw PARCEL [--yes] xem trước việc rút gói; --yes thì rút / preview taking a parcel back; --yes does it
  courier receipt PARCEL [NUMBER] biên nhận của gói, hoặc của hồ sơ thứ NUMBER (từ 1) / receipt of a parcel or record (from 1)
      --out FILE --html FILE      ghi ra tệp; trang in A4 / to a file; page to print
      --record FILE               ghi hồ sơ đúng như đã gửi, để so / write the record as it was sent, to compare
      --promise                   giấy hẹn lúc nhận / the promise given on reception
  courier verify RECEIPT [--record FILE] [--manifest FILE]   kiểm chứng không cần mạng / verify offline
  courier standard [--json]       bộ chuẩn / the standard

  Chung / common: --home DIR --server URL --sender CODE --key FILE --edition ID --log-key VKEY
      --ca FILE                   chỉ tin máy chủ theo chứng thư này (PEM) / trust the server by this certificate alone
`
