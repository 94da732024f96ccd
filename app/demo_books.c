/* demo_books — what the demo's station applies for (様式第1号, 様式第9号 and the attached records) and its key book, 様式第8号. See
 * demo_script.h. */
#include "app/demo_script.h"

#include <stddef.h>

#include "forms/banned.h"

/* clang-format off */
#define SOFTWARE(TARGET, NAME, MAKER, VERSION, SUPPORT)                                                       \
    "kind=software; target=" TARGET "; name=" NAME "; maker=" MAKER "; version=" VERSION "; support=" SUPPORT
#define EXTERNAL(NUMBER, DAYS, DECIDER)                                                                       \
    "external_number=" NUMBER "; external_date=+" DAYS "; external_decider=" DECIDER
#define EXCEPTION(WHO, PROVISION, DAYS)                                                                       \
    "* " WHO " request addressee=福島県警察本部 情報管理課長; contact=白河署 内線 214; document=情報セキュリティ対策基準; provision=" PROVISION \
    "; from=+2d; until=+" DAYS "; report_way=文書により報告"
#define VISIT(WHO, FIRM, VISITOR, PURPOSE)                                                                    \
    "* " WHO " admit room=白河署 通信機械室; firm=" FIRM "; visitor=" VISITOR "; purpose=" PURPOSE "; no_devices=yes"

const char *const demo_books[] = {
    "= start setting",
    "* watanabe enter key=retention_secret; value=10; note=捜査資料の記録を長く残すため",
    "+3d nemoto confirm",
    "= 35d 11:00 setting",
    "* watanabe enter key=telephone_days; value=5; note=駐在所への巡視の間隔に合わせるため",

    /* 様式第1号 */
    "= 160d 10:00 software",
    "* sakuma prepare " SOFTWARE("捜査支援システムの端末 3台", "図面作成ソフト", "みちのくソフト", "5.2", "2029年3月まで")
    "; traffic=no; bundled=なし; risk=図面ファイルに不正な命令が含まれるおそれがある。; measure=受け取ったファイルは検査してから開く。"
    "; purpose=実況見分の図面を作成するため。; limited_to=刑事課の端末に限る; users=刑事課の職員; used_from=+14d; information=2; contact=警務課 佐久間 内線 231",
    "+1h watanabe submit",
    "+6d watanabe permit " EXTERNAL("情管第1204号", "6d", "システムセキュリティ責任者 星 美咲")
    "; external_conditions=更新があったときは速やかに適用すること。",
    "+8d sakuma work worked_by=白河電算サービス(佐久間が立会い)",
    "= 52d 10:00 software",
    "* watanabe request " SOFTWARE("庁内業務システムの端末", "画面共有ソフト", "広域通信", "11.0", "継続中")
    "; traffic=yes; protocol=HTTPS; port=443; encrypted=yes; bundled=更新プログラム; risk=画面が外部に送られる。; measure=会議のときだけ起動する。"
    "; purpose=遠隔地との打合せのため。; information=1; contact=警務課 佐久間 内線 231",
    "+2d hoshi refuse reason=外部の事業者を経由するので、要機密情報が表示される端末では認められない。",
    "= 36d 10:00 software",
    "* watanabe exempt kind=connect; target=庁内業務システムの端末; name=マウス及びキーボード; maker=みちのく電器; model=M-100; risk=なし"
    "; purpose=故障した機器の取替え; ground=provided; exempt_reason=システムセキュリティ責任者が整備した機器の取替えであるため; contact=警務課 佐久間 内線 231",
    "= 22d 10:00 software",
    "* watanabe request kind=connect; target=刑事課PC-1; name=書面用スキャナ; maker=みちのく電器; model=S-30; risk=読み取った画像が機器内に残る。"
    "; measure=内蔵の記憶域を使わない設定とする。; purpose=書面の電子化のため。; information=2; contact=警務課 佐久間 内線 231",
    "+3d hoshi permit conditions=機器内に画像を残さない設定を月に1回確かめること。",
    "= 3d 10:00 software open",
    "* watanabe request " SOFTWARE("庁内業務システムの端末 2台", "地図閲覧ソフト", "地図情報社", "2.4", "2028年12月まで")
    "; traffic=no; bundled=なし; risk=地図データの更新に外部記録媒体を用いる。; measure=登録済みの媒体で取り込み、検査する。"
    "; purpose=災害時の避難経路の検討のため。; information=1; contact=警務課 佐久間 内線 231",

    /* 様式第9号: one whose report is overdue; one in force that is being changed; one that ended; a blanket one; one waiting */
    "= 130d 10:00 exception",
    EXCEPTION("kanno", "第6の2(5)イ(イ)", "100d")
    "; grounds=出力の制限を行う機能の改修が、機器の更新まで間に合わないため。; measures=出力する端末を1台に限り、出力の都度、簿冊に記載する。; impact=許可のない出力を技術的に防げない。",
    "+1d sakai examine examined_report=needed; opinion=期間を区切れば支障ない。",
    "+1d1h sakai permit report=needed; report_items=出力の件数及び異常の有無; conditions=毎月の検証で出力の記録を照合すること。",
    "= 90d 10:00 exception",
    EXCEPTION("sato", "第7の1(2)オ(イ)c", "300d")
    "; grounds=張込みの車内で施錠できるケースを使えないため。; measures=体から離さずに携行し、その日のうちに戻す。; impact=置き忘れたときに他人が読み取るおそれがある。",
    "+1d sakai examine examined_report=needed",
    "+1d1h sakai permit report=needed; report_items=使用の回数及び事故の有無",
    "+80d self reapply change=対象の職員を3人に増やす。",
    "= 9d 10:00 exception open",
    EXCEPTION("sato", "第7の1(2)オ(イ)c", "219d")
    "; kind=change; previous=exception:第7の1(2)オ(イ)c; grounds=捜査の体制が3人となったため。; measures=体から離さずに携行し、その日のうちに戻す。携行する者を日ごとに記録する。; impact=置き忘れたときに他人が読み取るおそれがある。",
    "+2d sakai examine examined_report=needed",
    "= 200d 10:00 exception",
    EXCEPTION("kimura", "第6の1(1)イ(ア)", "40d")
    "; grounds=会計の集中する処理で、臨時の職員に識別コードの交付が間に合わないため。; measures=職員が横に付いて操作する。; impact=誰の操作かが記録に残らない。",
    "+1d sakai examine examined_report=needed",
    "+1d1h sakai permit report=needed; report_items=操作した件数",
    "+41d self end_report reported=38件の操作を行い、異常はなかった。",
    "+43d sakai confirm_report",
    "= 60d 10:00 exception",
    EXCEPTION("watanabe", "第5の1(1)ア(ア)c", "330d")
    "; scope=comprehensive; scope_text=通信指令の受付に用いる端末のすべて; grounds=受付の間に画面が施錠されると、通報への対応が遅れるため。; measures=受付の席を無人にしない。; impact=席を離れた間に他人が操作するおそれがある。",
    "+3d watanabe examine examined_report=none; " EXTERNAL("情管第1630号", "3d", "許可者 酒井 文子"),
    "+3d10m watanabe permit report=none; " EXTERNAL("情管第1630号", "3d", "許可者 酒井 文子")
    "; external_conditions=席の配置を変えたときは再申請すること。",
    "+4d watanabe hand_over handed_how=print; handed_to=情報管理課 受付",
    "= 6d 10:00 exception open",
    EXCEPTION("yoshida", "第7の1(2)オ(ア)b", "60d")
    "; grounds=移動式の速度測定器の媒体を車両から外せないため。; measures=車両を施錠した車庫に置く。; impact=車両ごと盗まれたときに失う。",

    /* the attached records */
    "= 150d 13:00 personal_phone",
    "* tanaka request purpose=災害時の参集の連絡; phone_number=090-0000-1001; mail=tanaka@example.jp; maker=みちのく電器; model=SP-5; kind=smartphone"
    "; os=Android; os_version=15; authenticated=yes; not_shared=yes; mail_service=carrier",
    "+1d watanabe permit conditions=画面の施錠を5分以内とする。",
    "= 140d 13:00 personal_phone",
    "* yoshida request purpose=事故現場からの連絡; phone_number=090-0000-1002; mail=yoshida@example.jp; maker=みちのく電器; model=K-2; kind=other; authenticated=yes"
    "; not_shared=yes; mail_service=carrier",
    "+1d watanabe permit",
    "+100d self end",
    "= 46d 9:00 personal_phone",
    "* takada declare purpose=避難所との連絡; emergency=drill",
    "= 2d 13:00 personal_phone open",
    "* yamada request purpose=行方不明者の捜索の連絡; phone_number=090-0000-1003; mail=yamada@example.jp; maker=みちのく電器; model=SP-6; kind=smartphone"
    "; os=iOS; os_version=18; authenticated=yes; not_shared=yes; mail_service=carrier",

    "= 115d 9:00 secret",
    "* sato request mode=provide; body=paper; secret_items=刑収第88号 供述調書の写し; provided_on=+0d; purpose=公判の準備; destination=白河区検察庁",
    "+20m watanabe secret_permit",
    "+5h self provide",
    "= 42d 9:00 secret",
    "* sato request mode=take_out; body=paper; secret_items=刑収第131号 捜査報告書; until=+8h; purpose=合同捜査会議; destination=県警本部",
    "+20m watanabe secret_permit",
    "+7h self return",
    "= 6h secret open",
    "* saito request mode=take_out; body=paper; secret_items=刑収第140号 鑑定書の写し; until=+30h; purpose=検察官との打合せ; destination=白河区検察庁",
    "+20m watanabe secret_permit",

    "= 85d 10:00 log_waiver",
    "* saito enter system=捜査支援システム; ground=a; direction=input; confirmed=yes; confirmed_on=-10d; confirmation=庁情管第55号",
    "= 75d 10:00 lock_waiver",
    "* sakuma request terminal=pc:解析用端末-1; kind=special; work=防犯カメラの映像の連続確認; hindrance=確認の途中で画面が施錠されると、手掛かりを見落とすおそれがあり、職務の非常に大きな妨げとなる。"
    "; setting=60分で施錠; room_restricted=yes; room_attended=yes; screen_hidden=yes; rule_made=yes; rule_name=解析用端末運用要領",
    "+2d nemoto permit conditions=席を離れるときは手動で施錠すること。",
    "= 5d 10:00 lock_waiver open",
    "* sakuma request terminal=pc:交通課PC-2; kind=special; work=信号の監視; hindrance=監視の間、操作が途切れると対応が遅れる。"
    "; setting=30分で施錠; room_restricted=yes; room_attended=yes; screen_hidden=yes; rule_made=yes; rule_name=交通監視端末運用要領",
    "= 170d 10:00 shared_id",
    "* kanno request code=SHIREI-01; system=通信指令システム; ground=operation; constraint=受付の席を交代で使い、交代の度に識別コードを替えると通報を受けられない時間が生じる。"
    "; users=受付の当番員; identified_by=当番表と席の記録; rule_name=共用識別コード取扱規定",
    "+2d hoshi permit",
    "+3d kanno grant",
    "= 160d 10:00 access_review",
    "* kanno prepare rights=yes; needless=yes; accounts=22; administrators=1; findings=none",
    "+1d hoshi review_prepared access=yes",
    "= 47d 14:00 reminder",
    "* endo remind addressee=伊藤 学; person=@ito; letter=demo-1; duty=verification; what=外部記録媒体の使用状況の検証; clause=第7の1(2)オ(カ)a"
    "; book=外部記録媒体等点検簿; title=前月分 使用状況の検証; since=-17d; due=-1d; way=oral"
    "; text=前月分の検証がまだ済んでいません。速やかに行ってください。",
    "= 11d 10:00 shared_id open",
    "* kanno request code=KENMON-01; system=検問支援システム; ground=function; constraint=装置に設定できる識別コードが一つだけである。; until=+400d"
    "; users=検問の管理者; identified_by=使用簿に氏名を記載; rule_name=共用識別コード取扱規定",
    "+2d hoshi permit",

    /* 様式第8号 */
    "= m16 10:00 key_use",
    VISIT("sakuma", "みちのく通信工事", "工藤 作業員", "空調機の点検"),
    "+2h self leave",
    "= m23 13:00 key_use",
    VISIT("kanno", "白河電算サービス", "千葉 技術員", "サーバの定期保守"),
    "+1h30m sakuma hand_over next_escort=@sakuma",
    "+3h sakuma leave",
    "= 1d 13:00 key_use",
    VISIT("kanno", "みちのく通信工事", "工藤 作業員", "回線の増設"),
    "+2h sakuma hand_over next_escort=@sakuma",
    "+4h sakuma leave",
    "= 3h key_use open",
    "* kanno take key=key:鍵-1; purpose=空調の確認",
    "= 50m key_use open",
    VISIT("sakuma", "白河電算サービス", "千葉 技術員", "電源装置の交換"),
    NULL,
};
