import pytest

from huiguan.activities.pasted import entries


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("张三\n李四", ["张三", "李四"]),
        ("张三、李四，王五；赵六", ["张三", "李四", "王五", "赵六"]),
        ("1. 张三\n2、李四\n（3）王五", ["张三", "李四", "王五"]),
        ("张三 银杏茶业有限公司\n李四，柳编厂有限公司", ["张三 银杏茶业有限公司", "李四 柳编厂有限公司"]),
        ("张三\u3000李四\t王五", ["张三", "李四", "王五"]),
        ("张三\n张三", ["张三"]),
        ("张三 欧阳小明", ["张三", "欧阳小明"]),
        ("张三 鑫源", ["张三 鑫源"]),
        ("阿不都·热合曼 买买提·吐尔逊", ["阿不都·热合曼", "买买提·吐尔逊"]),
        (" \n、，", []),
    ],
)
def test_a_pasted_list_reads_as_people_with_their_firms(text, read):
    assert [str(entry) for entry in entries(text, names={"欧阳小明"}, firms={"鑫源"})] == read
