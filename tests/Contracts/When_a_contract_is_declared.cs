using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Xml.Linq;

namespace Trainyard.Contracts.Tests;

public sealed class When_a_contract_is_declared
{
    private static readonly Dictionary<string, XElement> Documentation = XDocument
        .Load(Path.ChangeExtension(typeof(IRunMessage).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value);

    public static TheoryData<string> Contracts => WireTypes.RecordNames();

    [Theory, MemberData(nameof(Contracts))]
    public void Should_be_a_sealed_record(string contract)
    {
        var type = WireTypes.Named(contract);

        Assert.True(type.IsSealed, $"{contract} can be derived from: what travels would depend on who sends it.");
        Assert.True(type.GetMethod("<Clone>$") is not null, $"{contract} is no record.");
    }

    [Theory, MemberData(nameof(Contracts))]
    public void Should_hold_data_that_does_not_change(string contract)
    {
        foreach (var member in WireTypes.Named(contract).GetProperties())
            Assert.True(
                member.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true,
                $"{contract}.{member.Name} is no {{ get; init; }} member.");
    }

    [Fact]
    public void Should_be_public_in_the_one_namespace_that_is_wire_format()
    {
        Assert.All(WireTypes.All, type =>
        {
            Assert.True(type.IsPublic, $"{type.Name} is internal: a contract is for everybody.");
            Assert.Equal("Trainyard.Contracts", type.Namespace);
        });
    }

    [Fact]
    public void Should_put_words_on_the_wire_not_numbers() =>
        Assert.All(WireTypes.Enums, type => Assert.Equal(
            typeof(JsonStringEnumConverter<>).MakeGenericType(type),
            type.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType));

    [Fact]
    public void Should_say_what_it_and_each_member_means()
    {
        string[] silent =
        [
            .. WireTypes.All.Where(type => !Says("T:" + type.FullName)).Select(type => type.Name),
            .. WireTypes.All.SelectMany(Members).Where(member => !IsDocumented(member))
                .Select(member => $"{member.DeclaringType!.Name}.{member.Name}"),
        ];

        Assert.True(silent.Length == 0, "Without a documentation comment: " + string.Join(", ", silent));
    }

    private static IEnumerable<MemberInfo> Members(Type type) => type.IsEnum
        ? type.GetFields(BindingFlags.Public | BindingFlags.Static)
        : type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static bool IsDocumented(MemberInfo member)
    {
        var name = (member is FieldInfo ? "F:" : "P:") + member.DeclaringType!.FullName + "." + member.Name;
        return Says(name)
            || (Documentation.GetValueOrDefault(name)?.Element("inheritdoc") is not null
                && member.DeclaringType.GetInterfaces().Any(type => Says($"P:{type.FullName}.{member.Name}")));
    }

    private static bool Says(string name) =>
        Documentation.TryGetValue(name, out var entry) && entry.Element("summary") is { IsEmpty: false };
}
